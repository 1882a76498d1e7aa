import { type ReactNode, useEffect, useRef } from 'react';
import { Mark } from '../../ui/mark.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import './door.css';

/** Before it is known who is here: the name of the house, and one thing to do. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <main className="door" id="main" tabIndex={-1}>
      <p className="door-brand">
        <Mark />
        Dandelion
      </p>
      {children}
    </main>
  );
}

interface DoorSaysProps {
  question: ReactNode;
  answer: ReactNode;
  basis?: ReactNode;
  children?: ReactNode;
}

/** An answer in the place of a form that somebody has just used: the focus goes to it, so that it is read. */
export function DoorSays({ question, answer, basis, children }: DoorSaysProps) {
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => said.current?.focus({ preventScroll: true }), []);
  return (
    <div className="door-said" tabIndex={-1} ref={said}>
      <PageHead question={question} answer={answer} basis={basis} />
      {children}
    </div>
  );
}
