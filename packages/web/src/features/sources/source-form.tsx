import type { SourceOfEvents } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { texts } from '../../texts/sources.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { linesOf, preferencesText, readPreferences } from './source-words.ts';

export type SourceDraft = Pick<
  SourceOfEvents,
  'name' | 'consent' | 'legalBasis' | 'withheld' | 'origins' | 'preferences'
>;

interface SourceFormProps {
  initial: SourceDraft;
  title: string;
  go: string;
  pending: boolean;
  problem: Error | null;
  onSave: (draft: SourceDraft) => void;
  onClose: () => void;
}

interface Typed extends Omit<SourceDraft, 'origins' | 'preferences'> {
  origins: string;
  preferences: string;
}

function read(typed: Typed): { draft: SourceDraft; faults: Partial<Record<keyof SourceDraft, string>> } {
  const read = readPreferences(typed.preferences);
  const name = typed.name.trim();
  const legalBasis = typed.consent === 'opt-out' ? typed.legalBasis.trim() : '';
  return {
    draft: {
      ...{ name, consent: typed.consent, legalBasis, withheld: typed.withheld, origins: linesOf(typed.origins) },
      preferences: 'preferences' in read ? read.preferences : {},
    },
    faults: {
      ...(name === '' && { name: texts.nameMissing }),
      ...(typed.consent === 'opt-out' && legalBasis === '' && { legalBasis: texts.basisMissing }),
      ...('problem' in read && { preferences: read.problem }),
    },
  };
}

/** Name, consent, origins and categories of a source. */
export function SourceForm({ initial, title, go, pending, problem, onSave, onClose }: SourceFormProps) {
  const formId = useId();
  const [typed, setTyped] = useState<Typed>({
    ...initial,
    ...{ origins: initial.origins.join('\n'), preferences: preferencesText(initial.preferences) },
  });
  const [tried, setTried] = useState(false);
  const { draft, faults } = read(typed);
  const shown = tried ? faults : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length === 0 && !pending) onSave(draft);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={pending && texts.saving}>
            {go}
          </Button>
        </>
      }
    >
      <form id={formId} className="source-form" onSubmit={submit} noValidate>
        <Fields typed={typed} set={(part) => setTyped({ ...typed, ...part })} faults={shown} />
        {problem && <FieldError>{problem instanceof ApiProblem ? sentenceOf(problem) : problem.message}</FieldError>}
      </form>
    </Dialog>
  );
}

const sentenceOf = (problem: ApiProblem): string =>
  problem.ofField('origins') ?? problem.ofField('name') ?? problem.message;

interface FieldsProps {
  typed: Typed;
  set: (part: Partial<Typed>) => void;
  faults: Partial<Record<keyof SourceDraft, string>>;
}

function Fields({ typed, set, faults }: FieldsProps) {
  return (
    <>
      <Field label={texts.name} hint={texts.nameHint} error={faults.name}>
        <TextInput value={typed.name} onValue={(name) => set({ name })} maxLength={80} autoComplete="off" />
      </Field>
      <RadioGroup
        legend={texts.consent}
        value={typed.consent}
        onValue={(consent) => set({ consent })}
        choices={[
          { value: 'ask', label: texts.consentAsk, hint: texts.consentAskHint },
          { value: 'opt-out', label: texts.consentOut, hint: texts.consentOutHint },
        ]}
      />
      {typed.consent === 'opt-out' && (
        <Field label={texts.basis} hint={texts.basisHint} error={faults.legalBasis}>
          <TextArea value={typed.legalBasis} onValue={(legalBasis) => set({ legalBasis })} rows={2} maxLength={500} />
        </Field>
      )}
      <RadioGroup
        legend={texts.withheld}
        value={typed.withheld}
        onValue={(withheld) => set({ withheld })}
        choices={[
          { value: 'drop', label: texts.withheldDrop, hint: texts.withheldDropHint },
          { value: 'anonymous', label: texts.withheldAnonymous, hint: texts.withheldAnonymousHint },
        ]}
      />
      <Field label={texts.origins} hint={texts.originsHint} optional>
        <TextArea value={typed.origins} onValue={(origins) => set({ origins })} rows={2} spellCheck={false} />
      </Field>
      <Field label={texts.preferences} hint={texts.preferencesHint} error={faults.preferences} optional>
        <TextArea
          value={typed.preferences}
          onValue={(preferences) => set({ preferences })}
          rows={2}
          spellCheck={false}
        />
      </Field>
    </>
  );
}
