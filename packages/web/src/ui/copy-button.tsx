import { useState } from 'react';
import { texts } from '../texts/ui.ts';
import { Button } from './button.tsx';
import './copy-button.css';

/** Browsers give no clipboard to pages that come over plain HTTP from another machine: then there is no button. */
const canCopy = (): boolean => typeof navigator.clipboard?.writeText === 'function';

/** Copies a text, and says so where it stands. */
export function CopyButton({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  if (!canCopy()) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(texts.copied);
    } catch {
      setSaid(texts.notCopied);
    }
  };
  return (
    <span className="copy">
      <Button icon="copy" onClick={copy}>
        {texts.copy}
      </Button>
      <span role="status" className="quiet">
        {said}
      </span>
    </span>
  );
}
