import type { ReactNode } from 'react';
import './state-card.css';

interface StateCardProps {
  /** What is so, as one sentence. */
  say: ReactNode;
  children?: ReactNode;
  /** The way on: one button or two. */
  actions?: ReactNode;
}

/** Nothing here yet: what this will answer, and the one gold button that starts it. */
export function EmptyState(props: StateCardProps) {
  return <StateCard {...props} />;
}

/** Too few data to say it: what hides, what would be needed, and what can be said now. */
export function TooFewState(props: StateCardProps) {
  return <StateCard {...props} />;
}

/** What went wrong: the place and the value, what was kept, the way out. */
export function ErrorState(props: StateCardProps) {
  return <StateCard {...props} alert />;
}

function StateCard({ say, children, actions, alert = false }: StateCardProps & { alert?: boolean }) {
  return (
    <div className="state" {...(alert && { role: 'alert' })}>
      <p className="state-say">{say}</p>
      {typeof children === 'string' ? <p>{children}</p> : children}
      {actions && <div className="state-actions">{actions}</div>}
    </div>
  );
}
