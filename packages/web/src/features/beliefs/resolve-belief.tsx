import { type Belief, listBeliefs, resolveBelief } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-input.tsx';

const outcomes = (['true', 'false', 'void'] as const).map((value) => ({ value, label: texts.states[value] }));

/** Says by hand how it turned out, with a reason. */
export function ResolveBelief({ belief, onClose }: { belief: Belief; onClose: () => void }) {
  const formId = useId();
  const [state, setState] = useState<'true' | 'false' | 'void'>('true');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const resolve = useCommand(resolveBelief, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listBeliefs.path] });
      onClose();
    },
  });
  const missing = reason.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing || resolve.isPending) return;
    resolve.mutate({ params: { id: belief.id }, body: { version: belief.version, state, reason } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.resolveTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={resolve.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="belief-form" onSubmit={submit} noValidate>
        <p>{belief.claim}</p>
        <Field label={texts.turnedOut}>
          <Select value={state} onValue={setState} choices={outcomes} />
        </Field>
        <Field label={texts.reason} error={tried && missing ? texts.reasonMissing : undefined}>
          <TextArea rows={3} value={reason} onValue={setReason} maxLength={2000} />
        </Field>
        {resolve.error && <FieldError>{resolve.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
