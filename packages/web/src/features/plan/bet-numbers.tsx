import { addBetNumber, type Bet, type BetNumberKind, listBetNumbers } from '@dandelion-loop/contract';
import { valueText } from '@dandelion-loop/portfolio';
import { type FormEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { useToday } from '../../app/use-today.ts';
import { betTexts } from '../../texts/bet.ts';
import { texts } from '../../texts/plan.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useBetChanged } from './use-bet-changed.ts';

/** To the cent, since it is one amount as somebody gave it. */
function exactMoney(value: number, currency: string | null): string {
  const minimumFractionDigits = Number.isInteger(value) ? 0 : 2;
  const style = currency === null ? {} : { style: 'currency' as const, currency };
  const format = new Intl.NumberFormat('en-GB', { ...style, minimumFractionDigits, maximumFractionDigits: 2 });
  return format.format(value).replace('-', '−');
}

interface BetNumbersProps {
  bet: Bet;
  mayWrite: boolean;
  currency: string | null;
}

/** What was spent, what harm was done: typed here, or imported. Breakers judge each number at once. */
export function BetNumbers({ bet, mayWrite, currency }: BetNumbersProps) {
  const { day } = useFormats();
  const { data, error } = useAnswer(listBetNumbers, { params: { id: bet.id }, query: {} });
  const numbers = data?.numbers ?? [];
  return (
    <Section
      finding={betTexts.numbersTitle}
      note={<p>{bet.fedOn === null ? betTexts.neverFed : betTexts.lastFed(day(bet.fedOn))}</p>}
    >
      {error !== null && <FieldError>{error.message}</FieldError>}
      {data === undefined && error === null && <Skeleton lines={2} what={texts.reading} />}
      {data !== undefined && numbers.length === 0 && <p>{betTexts.numbersNone}</p>}
      {numbers.length > 0 && (
        <BlockTable caption={betTexts.numbersTitle}>
          <thead>
            <tr>
              <th scope="col">{texts.valueOn}</th>
              <th scope="col">{betTexts.numberKind}</th>
              <th scope="col">{texts.value}</th>
              <th scope="col">{betTexts.numberNote}</th>
            </tr>
          </thead>
          <tbody>
            {numbers.map((one) => (
              <tr key={one.id}>
                <th scope="row">{day(one.on)}</th>
                <td data-label={betTexts.numberKind}>{one.measure ?? betTexts.numberKinds[one.kind]}</td>
                <td data-label={texts.value}>
                  {one.kind === 'money' ? exactMoney(one.value, currency) : valueText(one.value)}
                </td>
                <td data-label={betTexts.numberNote}>{one.note}</td>
              </tr>
            ))}
          </tbody>
        </BlockTable>
      )}
      {mayWrite && <NumberForm bet={bet} />}
    </Section>
  );
}

const kinds = Object.keys(betTexts.numberKinds) as BetNumberKind[];

function NumberForm({ bet }: { bet: Bet }) {
  const [kind, setKind] = useState<BetNumberKind>('money');
  const [measure, setMeasure] = useState('');
  const [on, setOn] = useState<string | undefined>(useToday());
  const [value, setValue] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const changed = useBetChanged();
  const add = useCommand(addBetNumber, {
    onSuccess: async () => {
      setValue(null);
      setNote('');
      setTried(false);
      await changed();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (value === null || on === undefined) return;
    const named = kind === 'guardrail' ? measure.trim() : null;
    add.mutate({ params: { id: bet.id }, body: { kind, measure: named, on, value, note } });
  };
  return (
    <form className="plan-form plan-part" onSubmit={submit} aria-label={betTexts.addNumber}>
      <div className="plan-row">
        <Field label={betTexts.numberKind}>
          <Select
            value={kind}
            onValue={setKind}
            choices={kinds.map((one) => ({ value: one, label: betTexts.numberKinds[one] }))}
          />
        </Field>
        {kind === 'guardrail' && (
          <Field label={betTexts.numberMeasure}>
            <TextInput value={measure} onValue={setMeasure} maxLength={200} required />
          </Field>
        )}
        <Field label={texts.value} error={tried && value === null && texts.mustNumber}>
          <NumberInput value={value} onValue={setValue} />
        </Field>
        <DayField
          label={texts.valueOn}
          value={on}
          onValue={setOn}
          error={tried && on === undefined ? texts.mustDay : undefined}
        />
        <Field label={betTexts.numberNote} optional>
          <TextInput value={note} onValue={setNote} maxLength={500} />
        </Field>
      </div>
      {add.error !== null && <FieldError>{add.error.message}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" unavailable={add.isPending && texts.saving}>
          {betTexts.addNumber}
        </Button>
      </div>
    </form>
  );
}
