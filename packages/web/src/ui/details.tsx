import type { ReactNode } from 'react';
import './details.css';

interface DetailsProps {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
}

/** What few will want to read, one click away. */
export function Details({ summary, children, open = false }: DetailsProps) {
  return (
    <details className="details" open={open}>
      <summary>{summary}</summary>
      <div className="details-body">{children}</div>
    </details>
  );
}
