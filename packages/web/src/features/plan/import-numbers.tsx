import { importBetNumbers, importOutcomeValues } from '@dandelion-loop/contract';
import { useRef, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { numbersTexts as texts } from '../../texts/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { type Column, columnsOf, guessColumns, guessOf, type NumbersOf, readHead, withColumns } from './csv-head.ts';
import { NumbersPreview, type Seen } from './numbers-preview.tsx';
import { useNumbersChanged } from './use-numbers-changed.ts';

interface Chosen {
  name: string;
  text: string;
  of: NumbersOf;
  columns: Partial<Record<Column, number>>;
}

/** As the server takes it. */
const mostCharacters = 2_000_000;

/** Spreadsheets still write the letters of their own system: what is no UTF-8 is read as that. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  const text = new TextDecoder().decode(bytes);
  return text.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : text;
}

const rowsIn = (text: string): number => Math.max(0, text.split('\n').filter((line) => line.trim() !== '').length - 1);

/** A file: which column is which, what it would change, and then the change itself. */
export function ImportNumbers({ planId }: { planId: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const { look, finish, seen, forget, busy } = useSending(planId);
  const choose = (next: Chosen | null, problem: string | null = null) => {
    forget();
    setWrong(problem);
    setChosen(next);
  };
  const read = async (file: File) => {
    const text = await textOf(file);
    if (text.trim() === '') return choose(null, texts.empty);
    if (text.length > mostCharacters) return choose(null, texts.tooLarge);
    const head = readHead(text);
    const of = guessOf(head);
    return choose({ name: file.name, text, of, columns: guessColumns(head, of) });
  };
  return (
    <div className="plan-form">
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void read(file);
        }}
      />
      {chosen !== null && <p>{texts.chosen(chosen.name, rowsIn(chosen.text))}</p>}
      <p>
        <Button icon="file" kind={chosen === null ? 'primary' : 'plain'} onClick={() => input.current?.click()}>
          {chosen === null ? texts.choose : texts.another}
        </Button>
      </p>
      {wrong !== null && <FieldError>{wrong}</FieldError>}
      {chosen !== null && (
        <ColumnForm chosen={chosen} onChange={(next) => choose(next)} onLook={() => look(chosen)} busy={busy} />
      )}
      {chosen !== null && seen !== null && (
        <NumbersPreview
          seen={seen}
          text={chosen.text}
          onImport={() => finish(chosen, () => setChosen(null))}
          busy={busy}
        />
      )}
    </div>
  );
}

function useSending(planId: string) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const changed = useNumbersChanged();
  const onError = (error: Error) => {
    notify({ tone: 'warning', title: texts.failed, text: error.message });
  };
  const ofBets = useCommand(importBetNumbers, { onError });
  const ofOutcomes = useCommand(importOutcomeValues, { onError });
  const send = async ({ text, of, columns }: Chosen, dryRun: boolean): Promise<Seen> => {
    const body = { csv: withColumns(text, readHead(text), columns), dryRun };
    const params = { id: planId };
    if (of === 'bets') return ofBets.mutateAsync({ params, body });
    return { replaced: 0, stopped: [], ...(await ofOutcomes.mutateAsync({ params, body })) };
  };
  const finish = async (chosen: Chosen, onDone: () => void) => {
    const made = await send(chosen, false);
    if (made.problems.length > 0) return setSeen(made);
    setSeen(null);
    onDone();
    await changed();
    const stopped = texts.named(made.stopped);
    notify({
      title: texts.imported,
      ...(made.stopped.length > 0 ? { tone: 'stopped', text: texts.importedStopped(stopped), stays: true } : {}),
    });
  };
  return {
    seen,
    forget: () => setSeen(null),
    // A notice said why it failed.
    look: (chosen: Chosen) => void send(chosen, true).then(setSeen, () => {}),
    finish: (chosen: Chosen, onDone: () => void) => void finish(chosen, onDone).catch(() => {}),
    busy: ofBets.isPending || ofOutcomes.isPending,
  };
}

interface ColumnFormProps {
  chosen: Chosen;
  onChange: (next: Chosen) => void;
  onLook: () => void;
  busy: boolean;
}

const kinds: readonly NumbersOf[] = ['bets', 'outcomes'];
const hints: Partial<Record<Column, string>> = { kind: texts.kindHint, on: texts.onHint };

function ColumnForm({ chosen, onChange, onLook, busy }: ColumnFormProps) {
  const head = readHead(chosen.text);
  const { needed, more } = columnsOf[chosen.of];
  const isMissing = needed.some((column) => chosen.columns[column] === undefined);
  const set = (column: Column, at: string) => {
    const { [column]: _, ...others } = chosen.columns;
    const free = Object.fromEntries(Object.entries(others).filter(([, other]) => String(other) !== at));
    onChange({ ...chosen, columns: at === '' ? others : { ...free, [column]: Number(at) } });
  };
  return (
    <>
      <RadioGroup
        legend={texts.of}
        value={chosen.of}
        onValue={(of) => onChange({ ...chosen, of, columns: guessColumns(head, of) })}
        choices={kinds.map((value) => ({ value, label: texts.ofChoices[value] }))}
      />
      <fieldset>
        <legend>{texts.columns}</legend>
        <div className="plan-row">
          {[...needed, ...more].map((column) => {
            const isNeeded = (needed as readonly Column[]).includes(column);
            const at = chosen.columns[column];
            return (
              <Field
                key={column}
                label={texts.column[column]}
                hint={hints[column]}
                optional={!isNeeded}
                error={isNeeded && at === undefined && texts.missing}
              >
                <Select
                  value={at === undefined ? '' : String(at)}
                  onValue={(value) => set(column, value)}
                  choices={[
                    { value: '', label: texts.noColumn },
                    ...head.columns.map((name, i) => ({ value: String(i), label: name === '' ? `${i + 1}` : name })),
                  ]}
                />
              </Field>
            );
          })}
        </div>
      </fieldset>
      <div className="plan-form-actions">
        <Button onClick={onLook} unavailable={(busy && texts.looking) || (isMissing && texts.missing)}>
          {texts.look}
        </Button>
      </div>
    </>
  );
}
