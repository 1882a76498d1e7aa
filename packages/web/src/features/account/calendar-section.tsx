import { endCalendarLink, getCalendarLink, makeCalendarLink } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts as accountTexts } from '../../texts/account.ts';
import { texts } from '../../texts/calendar.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';

/** The link by which a calendar program reads one's rituals: made, shown once, replaced, revoked. */
export function CalendarSection() {
  const comes = useMay('rituals:read');
  const { data, error, refetch } = useAnswer(getCalendarLink, {}, { enabled: comes });
  if (!comes) return null;
  const there = data !== undefined && data.madeAt !== null;
  return (
    <Section finding={data === undefined ? texts.unknown : there ? texts.has : texts.none} note={<Note />}>
      {data !== undefined ? (
        <Known madeAt={data.madeAt} readAt={data.readAt} />
      ) : error === null ? (
        <Skeleton lines={3} />
      ) : (
        <ErrorState say={texts.failed} actions={<Button onClick={() => void refetch()}>{accountTexts.again}</Button>}>
          {error.message}
        </ErrorState>
      )}
    </Section>
  );
}

function Note() {
  return (
    <>
      <h3>{texts.stepsNote}</h3>
      {texts.stepsNoteText.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}

interface KnownProps {
  madeAt: string | null;
  readAt: string | null;
}

function Known({ madeAt, readAt }: KnownProps) {
  const { day, moment } = useFormats();
  const client = useQueryClient();
  const [link, setLink] = useState<string | null>(null);
  const [asking, setAsking] = useState<'replace' | 'revoke' | null>(null);
  const read = () => client.invalidateQueries({ queryKey: [getCalendarLink.path] });
  const make = useCommand(makeCalendarLink, {
    onSuccess: async (made) => {
      setLink(made.link);
      setAsking(null);
      await read();
    },
  });
  const end = useCommand(endCalendarLink, {
    onSuccess: async () => {
      setLink(null);
      setAsking(null);
      notify({ title: texts.revoked });
      await read();
    },
  });
  const open = (what: 'replace' | 'revoke') => {
    make.reset();
    end.reset();
    setAsking(what);
  };
  return (
    <>
      {link !== null && (
        <div className="calendar-link">
          <CopyField label={texts.link} hint={texts.linkHint} value={link} />
        </div>
      )}
      <p className="account-text">{texts.what}</p>
      <p className="account-text">{texts.who}</p>
      {madeAt !== null && (
        <p className="account-text">
          {texts.made(day(madeAt))} {readAt === null ? texts.notRead : texts.read(moment(readAt))}
        </p>
      )}
      <p className="account-actions">
        {madeAt === null ? (
          <Button unavailable={make.isPending && texts.making} onClick={() => make.mutate({})}>
            {texts.make}
          </Button>
        ) : (
          <>
            <Button onClick={() => open('replace')}>{texts.replace}</Button>
            <Button kind="quiet" onClick={() => open('revoke')}>
              {texts.revoke}
            </Button>
          </>
        )}
      </p>
      {asking === null && make.error && <FieldError>{make.error.message}</FieldError>}
      {madeAt !== null && <Steps />}
      <ConfirmDialog
        open={asking === 'replace'}
        onClose={() => setAsking(null)}
        title={texts.replaceTitle}
        confirm={texts.replace}
        onConfirm={() => make.mutate({})}
        busy={make.isPending ? texts.making : undefined}
        error={make.error?.message}
      >
        {texts.replaceText}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'revoke'}
        onClose={() => setAsking(null)}
        title={texts.revokeTitle}
        confirm={texts.revoke}
        onConfirm={() => end.mutate({})}
        busy={end.isPending ? texts.revoking : undefined}
        error={end.error?.message}
      >
        {texts.revokeText}
      </ConfirmDialog>
    </>
  );
}

function Steps() {
  return (
    <ul className="calendar-steps">
      {texts.steps.map(([program, how]) => (
        <li key={program}>
          <b>{program}</b>: {how}
        </li>
      ))}
    </ul>
  );
}
