import type { ReactNode } from 'react';
import './command-box.css';
import { CopyButton } from './copy-button.tsx';

interface CommandBoxProps {
  /** What it does, or of which file it is. */
  label: ReactNode;
  /** Shown whole: it may be long. */
  command: string;
}

/** A command, or what a file is to hold, to be taken along. */
export function CommandBox({ label, command }: CommandBoxProps) {
  return (
    <div className="command-box">
      <div className="command-head">
        <span>{label}</span>
        <CopyButton text={command} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>{command}</pre>
    </div>
  );
}
