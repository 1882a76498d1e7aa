import { type Belief, changeBelief, getExperiment } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { type BeliefDraft, bodyOf, draftOf, faultsOf } from './belief-draft.ts';
import { AroundFields, AskedFields } from './belief-fields.tsx';
import { useBeliefChanged } from './use-belief-changed.ts';

interface EditBeliefProps {
  belief: Belief;
  onClose: () => void;
}

const testOf = ({ rule }: Belief): string | null =>
  rule.by === 'hand' || rule.by === 'learning' ? null : rule.experimentId;

/** Changes what may still be changed: once somebody answered, what is around the claim and not the claim. */
export function EditBelief({ belief, onClose }: EditBeliefProps) {
  const formId = useId();
  const [busy, setBusy] = useState(false);
  const answered = belief.forecasts.count > 0;
  const experimentId = answered ? null : testOf(belief);
  // Its title, which the rule does not have.
  const { data, error } = useAnswer(
    getExperiment,
    { params: { id: experimentId ?? '' }, query: {} },
    { enabled: experimentId !== null },
  );
  const ready = experimentId === null || data !== undefined || error !== null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.editTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={busy && texts.saving}>
            {texts.edit}
          </Button>
        </>
      }
    >
      {ready ? (
        <EditForm
          id={formId}
          belief={belief}
          from={draftOf(belief, data?.title ?? texts.testGone)}
          onBusy={setBusy}
          onClose={onClose}
        />
      ) : (
        <Skeleton lines={6} what={texts.reading} />
      )}
    </Dialog>
  );
}

interface EditFormProps extends EditBeliefProps {
  id: string;
  from: BeliefDraft;
  onBusy: (busy: boolean) => void;
}

function EditForm({ id: formId, belief, from, onBusy, onClose }: EditFormProps) {
  const { id, version } = belief;
  const answered = belief.forecasts.count > 0;
  const changed = useBeliefChanged();
  const [draft, setDraft] = useState(from);
  const [tried, setTried] = useState(false);
  const command = useCommand(changeBelief, {
    onMutate: () => onBusy(true),
    onSettled: () => onBusy(false),
    onSuccess: async (after) => {
      await changed(after);
      onClose();
    },
  });
  const set = (part: Partial<BeliefDraft>) => setDraft((before) => ({ ...before, ...part }));
  const faults = tried ? faultsOf(draft) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(draft)).length > 0 || command.isPending) return;
    const { claim, rule, ...around } = bodyOf(draft);
    command.mutate({ params: { id }, body: { version, ...around, ...(!answered && { claim, rule }) } });
  };
  return (
    <form id={formId} className="belief-form" onSubmit={submit} noValidate>
      {answered ? <p>{texts.editAnswered}</p> : <AskedFields draft={draft} faults={faults} set={set} />}
      <AroundFields draft={draft} faults={faults} set={set} />
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </form>
  );
}
