import { changePlan, createPlan, getPlan, listPlans, type Plan } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { periodTexts } from '../../texts/period.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { TextInput } from '../../ui/text-input.tsx';

/** The calendar year of which most is ahead. */
function usualPeriod(): { from: string; to: string } {
  const now = new Date();
  const year = now.getMonth() >= 6 ? now.getFullYear() + 1 : now.getFullYear();
  return { from: `${year}-01-01`, to: `${year + 1}-01-01` };
}

/** Name, period, currency and failure budget: of a new plan, or of one that is there. */
export function PeriodForm({ plan }: { plan?: Plan }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const usual = usualPeriod();
  const [name, setName] = useState(plan?.name ?? '');
  const [from, setFrom] = useState(plan?.from ?? usual.from);
  const [to, setTo] = useState(plan?.to ?? usual.to);
  const [currency, setCurrency] = useState(plan?.currency ?? '');
  const [bets, setBets] = useState<number | null>(plan?.failureBudget?.bets ?? null);
  const [money, setMoney] = useState<number | null>(plan?.failureBudget?.money ?? null);
  const after = async ({ id }: Plan) => {
    notify({ title: plan === undefined ? periodTexts.created : texts.saved });
    await client.invalidateQueries({ queryKey: [getPlan.path] });
    await client.invalidateQueries({ queryKey: [listPlans.path] });
    if (plan === undefined) await navigate({ to: '/plan/parts', search: { plan: id } });
  };
  const create = useCommand(createPlan, { onSuccess: after });
  const change = useCommand(changePlan, { onSuccess: after });
  const body = {
    ...{ name, from, to, currency: currency.trim() === '' ? null : currency.trim().toUpperCase() },
    failureBudget: bets === null && money === null ? null : { bets: bets ?? 0, money: money ?? 0 },
  };
  const error = create.error ?? change.error;
  const busy = create.isPending || change.isPending;
  return (
    <form
      className="plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (plan === undefined) create.mutate({ body });
        else change.mutate({ params: { id: plan.id }, body: { version: plan.version, ...body } });
      }}
    >
      <div className="plan-row">
        <Field label={periodTexts.planName}>
          <TextInput value={name} onValue={setName} maxLength={200} required />
        </Field>
        <Field label={texts.currency} hint={periodTexts.currencyHint} optional>
          <TextInput value={currency} onValue={setCurrency} maxLength={3} />
        </Field>
      </div>
      <div className="plan-row">
        <DayField label={periodTexts.from} value={from} onValue={(day) => setFrom(day ?? '')} />
        <DayField label={periodTexts.to} value={to} onValue={(day) => setTo(day ?? '')} />
      </div>
      <div className="plan-row">
        <Field label={periodTexts.budgetBets} optional>
          <NumberInput value={bets} onValue={setBets} whole />
        </Field>
        <Field label={periodTexts.budgetMoney} optional>
          <NumberInput value={money} onValue={setMoney} />
        </Field>
      </div>
      {error !== null && <FieldError>{error.message}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" unavailable={busy && texts.saving}>
          {plan === undefined ? periodTexts.create : texts.save}
        </Button>
      </div>
    </form>
  );
}
