import { createBelief, getLearnings, type Library, listBeliefs, type ResolutionRule } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';

interface LearningRule {
  label: string;
  rule: ResolutionRule;
}

/** Each thing that all tests may tell, either way. */
function learningRules(library: Library | undefined): LearningRule[] {
  const names = new Map(library?.attributes.map(({ id, name }) => [id, name]));
  return (library?.answer?.learnings ?? []).flatMap(({ attribute, level, metric }) =>
    (['raises', 'lowers'] as const).map((direction) => ({
      label: texts.choice(names.get(attribute) ?? attribute, level, texts.directions[direction], metric),
      rule: { by: 'learning' as const, attribute, level, metric, direction },
    })),
  );
}

/** Writes down what is believed. */
export function AddBelief({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const { currency } = useWorkspace();
  const { data: library } = useAnswer(getLearnings, {});
  const rules = learningRules(library);
  const [typed, setTyped] = useState({ claim: '', topic: '', hangsOn: '' });
  const [cost, setCost] = useState<number | null>(null);
  const [due, setDue] = useState<string | undefined>(undefined);
  const [by, setBy] = useState<'hand' | 'learning'>('hand');
  const [chosen, setChosen] = useState('');
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const add = useCommand(createBelief, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listBeliefs.path] });
      onClose();
    },
  });
  const noClaim = typed.claim.trim() === '';
  const rule = by === 'hand' ? { by: 'hand' as const } : rules[Number(chosen)]?.rule;
  const noRule = rule === undefined || (by === 'learning' && chosen === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (noClaim || noRule || add.isPending) return;
    add.mutate({ body: { ...typed, costIfWrong: cost, rule, dueOn: due ?? null } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.addTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={add.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="belief-form" onSubmit={submit} noValidate>
        <Field label={texts.claim} hint={texts.claimHint} error={tried && noClaim ? texts.claimMissing : undefined}>
          <TextArea rows={2} value={typed.claim} onValue={(claim) => setTyped({ ...typed, claim })} maxLength={300} />
        </Field>
        <Field label={texts.hangsOnLabel} optional>
          <TextArea
            rows={2}
            value={typed.hangsOn}
            onValue={(hangsOn) => setTyped({ ...typed, hangsOn })}
            maxLength={2000}
          />
        </Field>
        <Field label={texts.topic} optional>
          <TextInput
            value={typed.topic}
            onValue={(topic) => setTyped({ ...typed, topic })}
            maxLength={60}
            autoComplete="off"
          />
        </Field>
        <Field label={texts.cost} optional>
          <NumberInput value={cost} onValue={setCost} unit={currency} />
        </Field>
        <Field label={texts.how} hint={texts.more}>
          <Select
            value={by}
            onValue={setBy}
            choices={[
              { value: 'hand', label: texts.byHand },
              ...(rules.length > 0 ? [{ value: 'learning' as const, label: texts.byLearning }] : []),
            ]}
          />
        </Field>
        {by === 'learning' && (
          <Field label={texts.attribute} error={tried && noRule ? texts.attributeMissing : undefined}>
            <Select
              value={chosen}
              onValue={setChosen}
              choices={[
                { value: '', label: texts.choose },
                ...rules.map(({ label }, at) => ({ value: String(at), label })),
              ]}
            />
          </Field>
        )}
        <DayField label={texts.dueOn} value={due} onValue={setDue} />
        {add.error && <FieldError>{add.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
