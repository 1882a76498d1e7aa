import { type AnswerOf, type LinkPurpose, readLink } from '@dandelion-loop/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DoorSays } from './door.tsx';

export type ReadLink = AnswerOf<typeof readLink>;

/** Not kept with the answers: signing in forgets those, and a used link must not be read again. */
function useLink(token: string): { link: ReadLink | null; problem: ApiProblem | null; again: () => void } {
  const [link, setLink] = useState<ReadLink | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try asks anew.
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      setProblem(null);
      try {
        setLink(await call(readLink, { body: { token } }, { signal: abort.signal, whenSignedOut: 'throw' }));
      } catch (error) {
        if (abort.signal.aborted) return;
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      }
    };
    void ask();
    return () => abort.abort();
  }, [token, tries]);
  return { link, problem, again: () => setTries(tries + 1) };
}

const pages = { invite: '/join', 'sign-in': '/sign-in', reset: '/new-password' } as const satisfies Record<
  LinkPurpose,
  string
>;

interface LinkGateProps {
  token: string;
  /** A link for something else goes to its own page. */
  purpose: LinkPurpose;
  question: string;
  /** In the place of a link that was used or is too old. */
  used: ReactNode;
  children: (link: ReadLink) => ReactNode;
}

/** What a link is for, before it is used. */
export function LinkGate({ token, purpose, question, used, children }: LinkGateProps) {
  const { link, problem, again } = useLink(token);
  if (problem?.code === 'link-used') return used;
  if (problem !== null) {
    return (
      <DoorSays question={question} answer={problem.title} basis={problem.detail}>
        <Button onClick={again}>{texts.tryAgain}</Button>
      </DoorSays>
    );
  }
  if (link === null) {
    return (
      <>
        <PageHead question={question} />
        <Skeleton lines={3} what={texts.reading} />
      </>
    );
  }
  if (link.purpose !== purpose) return <Elsewhere address={`${pages[link.purpose]}#token=${token}`} />;
  return children(link);
}

/** Loaded anew: this page would take the token out of the address before the other one has read it. */
function Elsewhere({ address }: { address: string }) {
  useEffect(() => location.replace(address), [address]);
  return null;
}
