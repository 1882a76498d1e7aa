import { type BodyInputOf, type Session, startSession } from '@dandelion-loop/contract';
import { useRef, useState } from 'react';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import { type Attempt, useAttempt } from './attempt.ts';

/** What somebody came with: a password, or the token of a link. */
type Given = BodyInputOf<typeof startSession>;

export interface SignIn {
  attempt: Attempt;
  /** `code`: what was given is right, and a code of the authenticator is missing. */
  step: 'first' | 'code';
  begin: (given: Given) => void;
  /** A six-digit code, or a recovery code. */
  giveCode: (code: string) => void;
  beginAgain: () => void;
}

/** Signing in, in one step or two. */
export function useSignIn(onSession: (session: Session) => void): SignIn {
  const attempt = useAttempt();
  const [step, setStep] = useState<SignIn['step']>('first');
  const given = useRef<Given | null>(null);
  const send = async (body: Given) => {
    const answer = await attempt.run(async () => {
      try {
        return await call(startSession, { body }, { whenSignedOut: 'throw' });
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.code === 'second-factor') return 'code';
        throw problem;
      }
    });
    if (answer === 'code') setStep('code');
    else if (answer !== null) onSession(answer);
  };
  return {
    attempt,
    step,
    begin: (body) => {
      given.current = body;
      void send(body);
    },
    giveCode: (code) => {
      if (given.current !== null) void send({ ...given.current, code });
    },
    beginAgain: () => {
      given.current = null;
      attempt.forget();
      setStep('first');
    },
  };
}
