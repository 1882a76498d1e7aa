import { type AnswerOf, endOneSession, endOtherSessions, listSessions } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/account.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/chip.tsx';
import { FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';

type Session = AnswerOf<typeof listSessions>['sessions'][number];

/** Where this member is signed in, and the way to end it from here. */
export function SessionsSection() {
  const { data, error, refetch } = useAnswer(listSessions, {});
  const sessions = data?.sessions;
  return (
    <Section
      finding={sessions === undefined ? texts.sessionsUnknown : texts.sessions(sessions.length)}
      note={
        <>
          <h3>{texts.sessionsNote}</h3>
          <p>{texts.sessionsNoteText}</p>
        </>
      }
    >
      {sessions !== undefined ? (
        <Sessions sessions={sessions} />
      ) : error === null ? (
        <Skeleton lines={3} />
      ) : (
        <ErrorState say={texts.sessionsNotRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
          {error.message}
        </ErrorState>
      )}
    </Section>
  );
}

function Sessions({ sessions }: { sessions: readonly Session[] }) {
  const client = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const ended = async (title: string) => {
    notify({ title });
    // The button that was pressed goes: focus stays near it.
    list.current?.focus();
    await client.invalidateQueries({ queryKey: [listSessions.path] });
  };
  const one = useCommand(endOneSession);
  const others = useCommand(endOtherSessions, { onSuccess: () => ended(texts.othersEnded) });
  const end = async ({ id, browser }: Session) => {
    try {
      await one.mutateAsync({ params: { id } });
    } catch (error) {
      // Ended already is what was wanted.
      if (!(error instanceof ApiProblem) || error.status !== 404) return;
      one.reset();
    }
    await ended(texts.ended(browser));
  };
  const problem = one.error ?? others.error;
  const sorted = [...sessions].sort((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <ul className="sessions" tabIndex={-1} ref={list}>
        {sorted.map((session) => (
          <OneSession key={session.id} session={session} onEnd={() => void end(session)} />
        ))}
      </ul>
      {problem && <FieldError>{problem.message}</FieldError>}
      {sessions.some(({ current }) => !current) && (
        <p className="account-actions">
          <Button unavailable={others.isPending && texts.saving} onClick={() => others.mutate({})}>
            {texts.endOthers}
          </Button>
        </p>
      )}
    </>
  );
}

function OneSession({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { day, moment } = useFormats();
  const { browser, startedAt, lastSeenAt, current } = session;
  const since = day(startedAt);
  return (
    <li>
      <div>
        <b>{browser}</b> {current && <Tag>{texts.current}</Tag>}
        <p className="quiet">{current ? texts.sessionHere(since) : texts.session(since, moment(lastSeenAt))}</p>
      </div>
      {!current && (
        <Button kind="quiet" aria-label={texts.endOf(browser, since)} onClick={onEnd}>
          {texts.end}
        </Button>
      )}
    </li>
  );
}
