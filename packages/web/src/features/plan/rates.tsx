import { changePlan, getPlan, listPlans, type Plan } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { useToday } from '../../app/use-today.ts';
import { numbersTexts as texts } from '../../texts/numbers.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';

type Rate = Plan['rates'][number];

/** A rate of a small currency is nothing when it is rounded. */
const exact = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 8 });

/** Dated rates of other currencies, typed by hand. One currency adds everything up. */
export function Rates({ plan }: { plan: Plan }) {
  const client = useQueryClient();
  const change = useCommand(changePlan, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [getPlan.path] });
      await client.invalidateQueries({ queryKey: [listPlans.path] });
    },
  });
  const { id, version, currency } = plan;
  if (currency === null) return <p>{texts.ratesNoCurrency}</p>;
  const save = (rates: Rate[]) => change.mutate({ params: { id }, body: { version, rates } });
  const rates = plan.rates.toSorted((a, b) => a.currency.localeCompare(b.currency) || a.on.localeCompare(b.on));
  return (
    <>
      <p>{texts.ratesText(currency)}</p>
      {rates.length === 0 ? (
        <p className="quiet">{texts.ratesNone}</p>
      ) : (
        <RatesTable
          rates={rates}
          reporting={currency}
          onRemove={(rate) => save(plan.rates.filter((one) => one !== rate))}
        />
      )}
      <RateForm
        reporting={currency}
        busy={change.isPending}
        onAdd={(rate) =>
          save([...plan.rates.filter((one) => one.currency !== rate.currency || one.on !== rate.on), rate])
        }
      />
      {change.error !== null && <FieldError>{change.error.message}</FieldError>}
    </>
  );
}

interface RatesTableProps {
  rates: readonly Rate[];
  reporting: string;
  onRemove: (rate: Rate) => void;
}

function RatesTable({ rates, reporting, onRemove }: RatesTableProps) {
  const { day } = useFormats();
  const [currency, from, worth] = texts.rateHeads;
  return (
    <BlockTable caption={texts.rates}>
      <thead>
        <tr>
          <th scope="col">{currency}</th>
          <th scope="col">{from}</th>
          <th scope="col">{worth}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rates.map((rate) => (
          <tr key={`${rate.currency} ${rate.on}`}>
            <th scope="row">{rate.currency}</th>
            <td data-label={from}>{day(rate.on)}</td>
            <td data-label={worth}>
              {exact.format(rate.rate)} {reporting}
            </td>
            <td className="actions">
              <IconButton
                icon="delete"
                label={texts.rateRemove(rate.currency, day(rate.on))}
                onClick={() => onRemove(rate)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}

interface RateFormProps {
  reporting: string;
  busy: boolean;
  onAdd: (rate: Rate) => void;
}

function RateForm({ reporting, busy, onAdd }: RateFormProps) {
  const [currency, setCurrency] = useState('');
  const [on, setOn] = useState<string | undefined>(useToday());
  const [rate, setRate] = useState<number | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = currency.trim().toUpperCase();
    if (code === reporting) return setWrong(texts.rateSame);
    if (!/^[A-Z]{3}$/.test(code) || rate === null || rate <= 0 || on === undefined) return setWrong(texts.rateWrong);
    setWrong(null);
    return onAdd({ currency: code, on, rate });
  };
  return (
    <form className="plan-form plan-part" aria-label={texts.rateAdd} onSubmit={submit}>
      <div className="plan-row">
        <Field label={texts.rateCurrency} hint={texts.rateCurrencyHint}>
          <TextInput value={currency} onValue={setCurrency} maxLength={3} autoComplete="off" />
        </Field>
        <DayField label={texts.rateOn} value={on} onValue={setOn} />
        <Field label={texts.rateValue(reporting)}>
          <NumberInput value={rate} onValue={setRate} />
        </Field>
      </div>
      {wrong !== null && <FieldError>{wrong}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" unavailable={busy && texts.saving}>
          {texts.rateAdd}
        </Button>
      </div>
    </form>
  );
}
