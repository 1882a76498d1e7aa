import { createBelief, listBeliefs } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import { type BeliefDraft, bodyOf, emptyDraft, faultsOf } from './belief-draft.ts';
import { AroundFields, AskedFields } from './belief-fields.tsx';

/** A new assumption; then its page, where one says how sure one is. */
export function AddBelief({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const formId = useId();
  const [draft, setDraft] = useState(emptyDraft);
  const [tried, setTried] = useState(false);
  const command = useCommand(createBelief, {
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [listBeliefs.path] });
      onClose();
      await navigate({ to: '/beliefs/$id', params: { id } });
    },
  });
  const set = (part: Partial<BeliefDraft>) => setDraft((before) => ({ ...before, ...part }));
  const faults = tried ? faultsOf(draft) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(draft)).length === 0 && !command.isPending) command.mutate({ body: bodyOf(draft) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.addTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="belief-form" onSubmit={submit} noValidate>
        <AskedFields draft={draft} faults={faults} set={set} />
        <AroundFields draft={draft} faults={faults} set={set} />
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
