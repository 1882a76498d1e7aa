import { getSession, startSession } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import { LinkCommands } from '../../app/link-commands.tsx';
import { keyOf } from '../../app/queries.ts';
import { texts } from '../../texts/session.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import './sign-in-page.css';

const route = getRouteApi('/sign-in');

/**
 * The token is behind `#`, which no browser sends to a server or passes on. It is read and leaves the address, also when a
 * link is pasted into a tab that shows this page already.
 */
function useToken(): string | null {
  const found = new URLSearchParams(useLocation({ select: ({ hash }) => hash })).get('token') || null;
  const [token, setToken] = useState(found);
  const navigate = useNavigate();
  useEffect(() => {
    if (found === null) return;
    setToken(found);
    void navigate({ to: '.', search: true, hash: '', replace: true });
  }, [found, navigate]);
  return token;
}

/** Only a way inside: an address of another site is not followed. */
const inside = (next: string | undefined): string => (next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/');

export function SignInPage() {
  const token = useToken();
  return (
    <main className="door" id="main" tabIndex={-1}>
      <p className="door-brand">
        <Mark />
        Dandelion
      </p>
      {token === null ? <WithoutToken /> : <WithToken key={token} token={token} />}
    </main>
  );
}

function WithToken({ token }: { token: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = route.useSearch();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [opening, setOpening] = useState(false);
  const open = async () => {
    setOpening(true);
    setProblem(null);
    try {
      const session = await call(startSession, { body: { token } }, { whenSignedOut: 'throw' });
      client.clear();
      client.setQueryData(keyOf(getSession, {}), session);
      router.history.replace(inside(next));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
      setOpening(false);
    }
  };
  if (problem?.code === 'link-used') {
    return (
      <>
        <PageHead question={texts.question} answer={texts.usedTitle} />
        <NewLink />
      </>
    );
  }
  return (
    <>
      <PageHead question={texts.question} answer={texts.welcome} basis={texts.basis} />
      {problem && (
        <div className="door-problem" role="alert">
          <Notice tone="warning" title={problem.title}>
            {problem.detail}
          </Notice>
        </div>
      )}
      <Button kind="primary" onClick={open} unavailable={opening && texts.opening}>
        {opening ? texts.opening : texts.open}
      </Button>
    </>
  );
}

function WithoutToken() {
  return (
    <>
      <PageHead question={texts.question} answer={texts.noToken} basis={texts.noTokenBasis} />
      <NewLink />
    </>
  );
}

function NewLink() {
  return (
    <>
      <p>{texts.howFirst}</p>
      <LinkCommands />
    </>
  );
}
