import { type Belief, giveForecast, listBeliefs } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';

/** Says how sure one is, in percent. */
export function GiveProbability({ belief, onClose }: { belief: Belief; onClose: () => void }) {
  const formId = useId();
  const { mine, revealed } = belief.forecasts;
  const [chance, setChance] = useState<number | null>(mine === null ? null : Math.round(mine.probability * 1000) / 10);
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const give = useCommand(giveForecast, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listBeliefs.path] });
      onClose();
    },
  });
  const bad = chance === null || chance < 0 || chance > 100;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!bad && !give.isPending) give.mutate({ params: { id: belief.id }, body: { probability: chance / 100 } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.chance}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={give.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="belief-form" onSubmit={submit} noValidate>
        <p>{belief.claim}</p>
        <Field label={texts.chance} hint={texts.chanceHint} error={tried && bad ? texts.chanceWrong : undefined}>
          <NumberInput value={chance} onValue={setChance} unit="%" />
        </Field>
        <p className="quiet" role="status">
          {bad ? '' : texts.natural(String(Math.round(chance)))} {chance === 0 || chance === 100 ? texts.sure : ''}
        </p>
        {revealed && <p className="quiet">{texts.afterReveal}</p>}
        {give.error && <FieldError>{give.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
