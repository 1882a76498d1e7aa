import type { ReactNode } from 'react';
import './page-head.css';

interface PageHeadProps {
  /** Where we are: links upwards, the name of a file. */
  context?: ReactNode;
  /** Buttons at its right. */
  actions?: ReactNode;
  /** The page's question; the only `h1`. */
  question: ReactNode;
  /** One sentence; its finding in `<mark>`. */
  answer?: ReactNode;
  /** Sample, interval, date. */
  basis?: ReactNode;
}

/** A small question, a large answer, and what it rests on. */
export function PageHead({ context, actions, question, answer, basis }: PageHeadProps) {
  return (
    <>
      {(context || actions) && (
        <div className="context">
          {typeof context === 'string' ? <span>{context}</span> : context}
          {actions && <div className="actions">{actions}</div>}
        </div>
      )}
      <header className="head">
        <h1 className="question">{question}</h1>
        {answer && <p className="answer">{answer}</p>}
        {basis && <p className="basis">{basis}</p>}
      </header>
    </>
  );
}
