import { createPreference, type Experiment, getExperiment, listPreferences } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { OptionFields } from './option-fields.tsx';
import {
  bodyOf,
  emptyQuestion,
  faultsOf,
  fewestOptions,
  isFine,
  mostOptions,
  newOption,
  type OptionDraft,
  type QuestionDraft,
  questionOf,
} from './question-draft.ts';

interface AddQuestionProps {
  /** Whose variations are asked for; null: of no test. */
  testId: string | null;
  onClose: () => void;
}

/** A new question; then its page, where one answers it. */
export function AddQuestion({ testId, onClose }: AddQuestionProps) {
  const formId = useId();
  const [busy, setBusy] = useState(false);
  const { data, error } = useAnswer(
    getExperiment,
    { params: { id: testId ?? '' }, query: {} },
    { enabled: testId !== null },
  );
  const ready = testId === null || data !== undefined || error !== null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.addTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={busy && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      {ready ? (
        <QuestionForm id={formId} test={data ?? null} onBusy={setBusy} onClose={onClose} />
      ) : (
        <Skeleton lines={6} what={texts.reading} />
      )}
    </Dialog>
  );
}

interface QuestionFormProps {
  id: string;
  test: Experiment | null;
  onBusy: (busy: boolean) => void;
  onClose: () => void;
}

function QuestionForm({ id, test, onBusy, onClose }: QuestionFormProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<QuestionDraft>(() => (test === null ? emptyQuestion() : questionOf(test)));
  const [tried, setTried] = useState(false);
  const command = useCommand(createPreference, {
    onMutate: () => onBusy(true),
    onSettled: () => onBusy(false),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: [listPreferences.path] });
      onClose();
      await navigate({ to: '/preferences/$id', params: { id: made.id } });
    },
  });
  const set = (part: Partial<QuestionDraft>) => setDraft((before) => ({ ...before, ...part }));
  const faults = faultsOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isFine(faults) && !command.isPending) command.mutate({ body: bodyOf(draft, test?.id ?? null) });
  };
  return (
    <form id={id} className="preference-form" onSubmit={submit} noValidate>
      {test !== null && <FromTest test={test} />}
      <Field label={texts.ask} hint={texts.askHint} error={tried ? faults.question : undefined}>
        <TextArea rows={2} maxLength={300} value={draft.question} onValue={(question) => set({ question })} />
      </Field>
      <OptionsFields
        options={draft.options}
        faults={tried ? faults.options : new Map()}
        onOptions={(change) => setDraft((before) => ({ ...before, options: change(before.options) }))}
      />
      <Field label={texts.topic} hint={texts.topicHint} optional>
        <TextInput maxLength={60} value={draft.topic} onValue={(topic) => set({ topic })} autoComplete="off" />
      </Field>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </form>
  );
}

function FromTest({ test: { title, answer } }: { test: Experiment }) {
  const some = answer.source.variations.length > mostOptions;
  return (
    <p>
      {spoken(texts.fromTest(title))} {some && texts.fromTestSome(mostOptions)}
    </p>
  );
}

interface OptionsProps {
  options: readonly OptionDraft[];
  faults: ReadonlyMap<number, string>;
  /** A picture is read for a while: what was typed meanwhile stays. */
  onOptions: (change: (before: readonly OptionDraft[]) => readonly OptionDraft[]) => void;
}

function OptionsFields({ options, faults, onOptions }: OptionsProps) {
  return (
    <fieldset className="group options-fields">
      <legend>{texts.optionsLegend}</legend>
      {options.map((option, at) => (
        <OptionFields
          key={option.key}
          option={option}
          number={at + 1}
          fault={faults.get(option.key)}
          set={(part) =>
            onOptions((before) => before.map((one) => (one.key === option.key ? { ...one, ...part } : one)))
          }
          onRemove={
            options.length > fewestOptions
              ? () => onOptions((before) => before.filter(({ key }) => key !== option.key))
              : null
          }
        />
      ))}
      {options.length < mostOptions && (
        <Button icon="add" onClick={() => onOptions((before) => [...before, newOption()])}>
          {texts.addOption}
        </Button>
      )}
    </fieldset>
  );
}
