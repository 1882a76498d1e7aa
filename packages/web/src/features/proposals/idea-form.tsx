import { addIdea, changeIdea, getProposals, type Idea, listIdeas } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';

interface Typed {
  title: string;
  attribute: string;
  reference: string;
  level: string;
  /** In percent. */
  low: number | null;
  high: number | null;
  worth: number | null;
}

const percent = (share: number) => Math.round(share * 10_000) / 100;

const typedOf = (idea: Idea | null): Typed => ({
  title: idea?.title ?? '',
  ...{ attribute: idea?.attribute ?? '', reference: idea?.reference ?? '', level: idea?.level ?? '' },
  low: idea ? percent(idea.low) : null,
  high: idea ? percent(idea.high) : null,
  worth: idea?.worth ?? null,
});

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** What would be sent, or what is missing. */
function readTyped({ title, attribute, reference, level, low, high, worth }: Typed) {
  const faults = {
    ...(title.trim() === '' && { title: texts.ideaMissing }),
    ...((low === null || high === null || low >= high) && { range: texts.ideaRange }),
  };
  const idea = {
    title: title.trim(),
    ...{ attribute: orNull(attribute), reference: orNull(reference), level: orNull(level), worth },
    ...{ low: (low ?? 0) / 100, high: (high ?? 0) / 100 },
  };
  return { faults: faults as { title?: string; range?: string }, idea };
}

interface IdeaFormProps {
  /** Null: a new one. */
  idea: Idea | null;
  onClose: () => void;
}

/** What is varied, and what is expected of it. */
export function IdeaForm({ idea, onClose }: IdeaFormProps) {
  const formId = useId();
  const client = useQueryClient();
  const [typed, setTyped] = useState(() => typedOf(idea));
  const [tried, setTried] = useState(false);
  const onSuccess = async () => {
    for (const { path } of [listIdeas, getProposals]) await client.invalidateQueries({ queryKey: [path] });
    onClose();
  };
  const add = useCommand(addIdea, { onSuccess });
  const change = useCommand(changeIdea, { onSuccess });
  const pending = add.isPending || change.isPending;
  const { faults, idea: read } = readTyped(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length > 0 || pending) return;
    if (idea === null) add.mutate({ body: read });
    else change.mutate({ params: { id: idea.id }, body: { version: idea.version, ...read } });
  };
  const error = add.error ?? change.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title={idea === null ? texts.addIdea : texts.changeIdeaOf(idea.title)}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={pending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="proposal-form" onSubmit={submit} noValidate>
        <IdeaFields typed={typed} set={(part) => setTyped({ ...typed, ...part })} faults={tried ? faults : {}} />
        {error && <FieldError>{error.message}</FieldError>}
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  typed: Typed;
  set: (part: Partial<Typed>) => void;
  faults: { title?: string; range?: string };
}

function IdeaFields({ typed, set, faults }: FieldsProps) {
  const { currency } = useWorkspace();
  return (
    <>
      <Field label={texts.ideaTitle} error={faults.title}>
        <TextInput value={typed.title} onValue={(title) => set({ title })} maxLength={200} />
      </Field>
      <Field label={texts.ideaAttribute} hint={texts.ideaAttributeHint} optional>
        <TextInput value={typed.attribute} onValue={(attribute) => set({ attribute })} maxLength={200} />
      </Field>
      <div className="proposal-pair">
        <Field label={texts.ideaReference} optional>
          <TextInput value={typed.reference} onValue={(reference) => set({ reference })} maxLength={200} />
        </Field>
        <Field label={texts.ideaLevel} optional>
          <TextInput value={typed.level} onValue={(level) => set({ level })} maxLength={200} />
        </Field>
      </div>
      <fieldset className="group">
        <legend>{texts.ideaExpected}</legend>
        <div className="proposal-pair">
          <Field label={texts.ideaLow} error={faults.range}>
            <NumberInput value={typed.low} onValue={(low) => set({ low })} unit="%" />
          </Field>
          <Field label={texts.ideaHigh}>
            <NumberInput value={typed.high} onValue={(high) => set({ high })} unit="%" />
          </Field>
        </div>
        <p className="field-hint">{texts.ideaExpectedHint}</p>
      </fieldset>
      <Field label={texts.ideaWorth} hint={texts.ideaWorthHint} optional>
        <NumberInput value={typed.worth} onValue={(worth) => set({ worth })} unit={currency} />
      </Field>
    </>
  );
}
