import type { ReactNode } from 'react';
import './section.css';

interface SectionProps {
  /** A sentence of what was found, not a topic. */
  finding: ReactNode;
  /** At the right of the finding: a segmented control, a button. */
  controls?: ReactNode;
  /** How to read it, how it could be wrong, what we do not say: `<h3>` and `<p>`. Beside the section when wide, below when narrow. */
  note?: ReactNode;
  id?: string;
  children: ReactNode;
}

export function Section({ finding, controls, note, id, children }: SectionProps) {
  return (
    <section className={note ? 'section' : 'section wide'} id={id}>
      <header>
        <h2>{finding}</h2>
        {controls && <div className="controls">{controls}</div>}
      </header>
      <div className="body">{children}</div>
      {note && <MarginNote>{note}</MarginNote>}
    </section>
  );
}

/** The doubt, in the margin. */
function MarginNote({ children }: { children: ReactNode }) {
  return <aside className="note">{children}</aside>;
}
