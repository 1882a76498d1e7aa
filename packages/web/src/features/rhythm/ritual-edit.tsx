import { changeRitual, type Ritual } from '@dandelion-loop/contract';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useWorkspace } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { dayOf } from '../../app/zone-day.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { changesOf, draftOf, faultsOf, isWhole } from './ritual-draft.ts';
import { RitualForm } from './ritual-form.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';

/** Changes a ritual: only what was changed is sent. */
export function RitualEdit({ ritual, onDone }: { ritual: Ritual; onDone: () => void }) {
  const { timeZone } = useWorkspace();
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version, setVersion] = useState(ritual.version);
  const [before, setBefore] = useState(() => draftOf(ritual, dayOf(Date.now(), timeZone), timeZone));
  const [draft, setDraft] = useState(before);
  const [tried, setTried] = useState(false);
  const changed = useRhythmChanged();
  const change = useCommand(changeRitual, {
    onSuccess: async () => {
      notify({ title: texts.saved });
      onDone();
      await changed('ritual');
    },
    onError: () => changed('ritual'),
  });
  const changes = isWhole(faultsOf(draft)) ? changesOf(before, draft) : null;
  const same = changes !== null && Object.keys(changes).length === 0;
  const submit = () => {
    setTried(true);
    if (changes !== null && !same && !change.isPending)
      change.mutate({ params: { id: ritual.id }, body: { version, ...changes } });
  };
  const takeNewest = () => {
    const newest = draftOf(ritual, dayOf(Date.now(), timeZone), timeZone);
    setVersion(ritual.version);
    setBefore(newest);
    setDraft(newest);
    change.reset();
  };
  const conflict = change.error instanceof ApiProblem && change.error.status === 409;
  return (
    <RitualForm
      draft={draft}
      set={(part) => setDraft((now) => ({ ...now, ...part }))}
      tried={tried}
      otherTimes={changes?.cadence !== undefined && ritual.cadence !== null}
      onSubmit={submit}
      error={
        conflict ? (
          <Notice
            tone="warning"
            title={texts.conflict}
            action={<Button onClick={takeNewest}>{texts.takeNewest}</Button>}
          >
            {texts.conflictText}
          </Notice>
        ) : (
          change.error && <FieldError>{change.error.message}</FieldError>
        )
      }
      actions={
        <>
          <Button
            type="submit"
            kind="primary"
            unavailable={(change.isPending && texts.saving) || (same && texts.nothingChanged)}
          >
            {texts.save}
          </Button>
          <Button kind="quiet" onClick={onDone}>
            {texts.cancel}
          </Button>
        </>
      }
    />
  );
}
