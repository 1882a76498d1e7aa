import { type AnswerOf, countValues, deleteUpload, storeUpload, type Upload } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../app/api.ts';
import { useAnswer } from '../../app/queries.ts';
import { sendFile } from '../../app/send-file.ts';
import { texts } from '../../texts/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { sameNames } from './customers-draft.ts';

type Counted = AnswerOf<typeof countValues>;

interface CountFileProps {
  options: readonly string[];
  /** Customers for each option, and what the file is called. */
  onCounted: (counts: number[], name: string) => void;
}

const messageOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

/** The server takes up to 255 characters; what tells files apart stands at the end. */
const nameToSend = (name: string): string => [...name].slice(-200).join('');

/** Takes away a file that has been counted: answers of people are not kept for longer than they are needed. */
function useGone(upload: Upload | null): void {
  const stored = useRef<string | null>(null);
  stored.current = upload?.id ?? null;
  useEffect(
    () => () => {
      if (stored.current !== null) void call(deleteUpload, { params: { id: stored.current } }).catch(() => {});
    },
    [],
  );
}

/** Counts the answers in a file of a survey: which column, which values mean which option. */
export function CountFile({ options, onCounted }: CountFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const [upload, setUpload] = useState<Upload | null>(null);
  const [state, setState] = useState<'idle' | 'sending' | { failed: string }>('idle');
  useGone(upload);
  const send = async (file: File | undefined) => {
    if (file === undefined) return;
    setState('sending');
    try {
      setUpload(await sendFile(storeUpload, { query: { name: nameToSend(file.name) } }, { file }));
      setState('idle');
    } catch (problem) {
      setState({ failed: messageOf(problem) });
    }
  };
  if (upload !== null) return <CountColumn upload={upload} options={options} onCounted={onCounted} />;
  return (
    <div className="count-file">
      <Button icon="file" onClick={() => input.current?.click()} unavailable={state === 'sending' && texts.counting}>
        {texts.countFile}
      </Button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={texts.countFile}
        onChange={(event) => {
          void send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <p className="field-hint" role="status">
        {state === 'sending' ? texts.counting : texts.countFileHint}
      </p>
      {typeof state === 'object' && <FieldError>{state.failed}</FieldError>}
    </div>
  );
}

function CountColumn({ upload, options, onCounted }: CountFileProps & { upload: Upload }) {
  const [column, setColumn] = useState('');
  const [weight, setWeight] = useState('');
  const { data, error } = useAnswer(
    countValues,
    { params: { id: upload.id }, query: { column, ...(weight !== '' && { weight }) } },
    { enabled: column !== '' },
  );
  const numeric = upload.columns.filter(({ name, kind }) => kind !== null && name !== column);
  return (
    <div className="count-file">
      <Field label={texts.column}>
        <Select
          value={column}
          onValue={setColumn}
          choices={[
            { value: '', label: texts.choose },
            ...upload.columns.map(({ name }) => ({ value: name, label: spoken(name) })),
          ]}
        />
      </Field>
      {column !== '' && numeric.length > 0 && (
        <Field label={texts.weight}>
          <Select
            value={weight}
            onValue={setWeight}
            choices={[
              { value: '', label: texts.weightOne },
              ...numeric.map(({ name }) => ({ value: name, label: spoken(texts.weightBy(name)) })),
            ]}
          />
        </Field>
      )}
      {column !== '' && error !== null && <FieldError>{error.message}</FieldError>}
      {column !== '' && data !== undefined && (
        <Meanings
          key={`${column} ${weight}`}
          counted={data}
          options={options}
          onTaken={(counts) => onCounted(counts, upload.name.slice(0, 200))}
        />
      )}
    </div>
  );
}

interface MeaningsProps {
  counted: Counted;
  options: readonly string[];
  onTaken: (counts: number[]) => void;
}

/** Which answer means which option. */
function Meanings({ counted: { values, distinct, empty, whole }, options, onTaken }: MeaningsProps) {
  const names = values.map(({ value }) => value);
  const [meanings, setMeanings] = useState(() => sameNames(options, names));
  const countOf = (value: string) => values.find((one) => one.value === value)?.count ?? 0;
  const counts = meanings.map((value) => (value === '' ? 0 : countOf(value)));
  const used = counts.reduce((sum, count) => sum + count, 0);
  const all = values.reduce((sum, { count }) => sum + count, empty);
  const chosen = meanings.filter((value) => value !== '');
  const good = used > 0 && new Set(chosen).size === chosen.length;
  return (
    <>
      {options.map((option, place) => (
        <Field key={option} label={spoken(texts.valueFor(option))}>
          <Select
            value={meanings[place] ?? ''}
            onValue={(value) => setMeanings((before) => before.map((one, at) => (at === place ? value : one)))}
            choices={[
              { value: '', label: texts.valueNone },
              ...values.map(({ value, count }) => ({
                ...{ value, label: spoken(texts.valueChoice(value, numbers.count(count))) },
              })),
            ]}
          />
        </Field>
      ))}
      <p className="field-hint">
        {[
          texts.countedFrom(numbers.count(used), numbers.count(all)),
          whole ? '' : texts.countedPart,
          distinct > values.length ? texts.countedMore : '',
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
      <Button onClick={() => onTaken(counts)} unavailable={!good && texts.takeFirst}>
        {texts.take}
      </Button>
    </>
  );
}
