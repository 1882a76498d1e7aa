import { type Belief, resolveBelief } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { useBeliefChanged } from './use-belief-changed.ts';

type Outcome = 'true' | 'false' | 'void';

interface ResolveProps {
  belief: Belief;
  title: string;
  onClose: () => void;
}

/** How it turned out, by hand and with a reason. */
export function ResolveBelief({ belief: { id, version }, title, onClose }: ResolveProps) {
  const formId = useId();
  const changed = useBeliefChanged();
  const [state, setState] = useState<Outcome | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const command = useCommand(resolveBelief, {
    onSuccess: async (after) => {
      await changed(after);
      onClose();
    },
  });
  const why = reason.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (state === null || why === '' || command.isPending) return;
    command.mutate({ params: { id }, body: { version, state, reason: why } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.resolving}>
            {title}
          </Button>
        </>
      }
    >
      <form id={formId} className="belief-form" onSubmit={submit} noValidate>
        <p>{texts.resolveText}</p>
        <RadioGroup
          legend={texts.outcome}
          value={state}
          onValue={setState}
          choices={[
            { value: 'true', label: texts.outcomes.true },
            { value: 'false', label: texts.outcomes.false },
            { value: 'void', label: texts.outcomes.void, hint: texts.voidHint },
          ]}
          error={tried && state === null && texts.outcomeMissing}
        />
        <Field label={texts.reason} hint={texts.reasonHint} error={tried && why === '' && texts.reasonMissing}>
          <TextArea rows={3} maxLength={2000} value={reason} onValue={setReason} />
        </Field>
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
