import { type Analysis, cancelImport, getImport, type Import, retryImport } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { isGoing } from './import-state.tsx';
import { clockTime } from './remaining-time.ts';
import { ResultLink } from './result-link.tsx';

/** What runs and how far, or what came of it and how to go on. */
export function NewestAnalysis({ imported, newest }: { imported: Import; newest: Analysis }) {
  if (isGoing(newest)) return <Going imported={imported} newest={newest} />;
  if (newest.state !== 'done') return <Unfinished imported={imported} newest={newest} />;
  return (
    imported.experiments > 0 && (
      <p>
        <ResultLink imported={imported} />
      </p>
    )
  );
}

function Going({ imported, newest }: { imported: Import; newest: Analysis }) {
  const client = useQueryClient();
  const now = useNow();
  const mayCancel = useMay('imports:write');
  const { id, name } = imported;
  const cancel = useCommand(cancelImport, {
    onSuccess: (stopped) => client.setQueryData(keyOf(getImport, { params: { id } }), stopped),
  });
  const { stage, fraction, createdAt, state } = newest;
  const far = fraction === null || state === 'queued' ? [] : [numbers.share(Math.floor(fraction * 100) / 100)];
  const elapsed = texts.elapsed(clockTime(now - Date.parse(createdAt)));
  // A stage can have a percentage of its own.
  const all = [...far, elapsed].join(', ');
  return (
    <div className="import-progress">
      <Progress
        what={texts.running(name)}
        fraction={state === 'queued' ? null : fraction}
        detail={texts.progress(all, stage || texts.waiting)}
        {...(mayCancel && { onCancel: () => cancel.mutate({ params: { id } }) })}
        cancel={cancel.isPending ? texts.cancelling : texts.cancel}
        atOnce
      />
      {cancel.error && <FieldError>{cancel.error.message}</FieldError>}
    </div>
  );
}

/** The time, each second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Failed or stopped: why, what was kept, and the ways out. */
function Unfinished({ imported, newest }: { imported: Import; newest: Analysis }) {
  const client = useQueryClient();
  const { id, uploadThere, source, currentAnalysisId } = imported;
  const retry = useCommand(retryImport, {
    onSuccess: (again) => client.setQueryData(keyOf(getImport, { params: { id } }), again),
  });
  const failed = newest.state === 'failed';
  const mayChange = useMay('imports:write');
  const kept = uploadThere && source === 'file' ? texts.keptFile : '';
  const old = currentAnalysisId === null ? '' : texts.oldAnswers;
  // The same choices fail again unless it was the machine that failed.
  const changeFirst = failed && !machineFailures.has(newest.failure?.code ?? '');
  return (
    <ErrorState
      say={failed ? (newest.failure?.message ?? texts.failed) : texts.cancelled}
      actions={
        <>
          {mayChange && (
            <>
              <ButtonLink
                to="/imports/$id"
                params={{ id }}
                search={{ edit: '1' }}
                kind={changeFirst ? 'primary' : 'plain'}
              >
                {texts.change}
              </ButtonLink>
              <Button
                kind={changeFirst ? 'plain' : 'primary'}
                unavailable={retry.isPending && texts.waiting}
                onClick={() => retry.mutate({ params: { id } })}
              >
                {texts.again}
              </Button>
            </>
          )}
          {imported.experiments > 0 && <ResultLink imported={imported} kind="plain" />}
        </>
      }
    >
      <p>{[kept, old].filter(Boolean).join(' ')}</p>
      {retry.error && <FieldError>{retry.error.message}</FieldError>}
    </ErrorState>
  );
}

const machineFailures: ReadonlySet<string> = new Set([
  'engine-failed',
  'engine-missing',
  'interrupted',
  'no-space',
  'temporary-folder',
  'internal',
]);
