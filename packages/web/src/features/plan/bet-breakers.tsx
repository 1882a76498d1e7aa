import {
  addBreaker,
  type Bet,
  type BodyInputOf,
  type Breaker,
  breakerKinds,
  resetBreaker,
} from '@dandelion-loop/contract';
import { moneyText, valueText } from '@dandelion-loop/portfolio';
import { type FormEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { betTexts } from '../../texts/bet.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { FormActions } from './form-actions.tsx';
import { useBetChanged } from './use-bet-changed.ts';

/** What stops the bet by itself, how near it is, and the way back. */
export function BetBreakers({ bet, mayWrite, currency }: { bet: Bet; mayWrite: boolean; currency: string | null }) {
  const [adding, setAdding] = useState(false);
  const open = bet.status === 'planned' || bet.status === 'running';
  return (
    <Section finding={betTexts.breakersTitle}>
      {bet.breakers.length === 0 && <p>{betTexts.breakersNone}</p>}
      <div className="plan-alerts">
        {bet.breakers.map((breaker) => (
          <OneBreaker key={breaker.id} breaker={breaker} currency={currency} />
        ))}
      </div>
      {adding && <BreakerForm bet={bet} onDone={() => setAdding(false)} />}
      {mayWrite && open && !adding && (
        <p className="plan-action">
          <Button icon="add" onClick={() => setAdding(true)}>
            {betTexts.breakerAdd}
          </Button>
        </p>
      )}
    </Section>
  );
}

const tones = { closed: 'ok', tripped: 'stopped', 'half-open': 'warning' } as const;

function OneBreaker({ breaker, currency }: { breaker: Breaker; currency: string | null }) {
  const { day } = useFormats();
  const [resetting, setResetting] = useState(false);
  const mayReset = useMay('breakers:reset');
  const { kind, measure, state, sentence } = breaker;
  return (
    <Notice
      tone={tones[state]}
      title={`${measure ?? betTexts.breakerKinds[kind]}: ${betTexts.breakerStates[state]}`}
      action={
        mayReset && state !== 'closed' ? (
          <Button onClick={() => setResetting(true)}>{betTexts.reset}</Button>
        ) : undefined
      }
    >
      <p>
        {nearOf(breaker, { day, money: (value) => moneyText(value, currency) })} {sentence}{' '}
        {kind === 'date' && betTexts.judgedByCalendar}
      </p>
      {resetting && <ResetDialog breaker={breaker} onClose={() => setResetting(false)} />}
    </Notice>
  );
}

interface Writers {
  day: (iso: string) => string;
  money: (value: number) => string;
}

/** How near it is to stopping the bet. */
function nearOf({ kind, value, limit, limitOn, trips }: Breaker, { day, money }: Writers): string | null {
  if (kind === 'date') return limitOn === null ? null : betTexts.stopsAfter(day(limitOn));
  if (limit === null) return null;
  if (kind === 'spend') return betTexts.ofLimit(money(value ?? 0), money(limit));
  if (kind === 'harm') return betTexts.ofLimit(valueText(value ?? 0), valueText(limit));
  return betTexts.guardrail(value === null ? null : valueText(value), betTexts[trips], valueText(limit));
}

function ResetDialog({ breaker, onClose }: { breaker: Breaker; onClose: () => void }) {
  const [to, setTo] = useState<'half-open' | 'closed'>('half-open');
  const [reason, setReason] = useState('');
  const [money, setMoney] = useState<number | null>(null);
  const [day, setDay] = useState<string | undefined>(undefined);
  const [limit, setLimit] = useState<number | null>(breaker.limit);
  const changed = useBetChanged();
  const reset = useCommand(resetBreaker, {
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const { version } = breaker;
  const incomplete = to === 'half-open' && (money === null || day === undefined);
  const submit = () => {
    const params = { id: breaker.id };
    if (to === 'closed') {
      const own =
        breaker.kind === 'date' ? (day === undefined ? {} : { limitOn: day }) : limit === null ? {} : { limit };
      reset.mutate({ params, body: { to, version, reason, ...own } });
    } else if (money !== null && day !== undefined) {
      reset.mutate({ params, body: { to, version, reason, money, endsOn: day } });
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={betTexts.resetTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button
            kind="primary"
            onClick={submit}
            unavailable={(reset.isPending && texts.saving) || (incomplete && texts.mustNumber)}
          >
            {betTexts.reset}
          </Button>
        </>
      }
    >
      <div className="plan-form">
        <RadioGroup
          legend={betTexts.resetTo}
          value={to}
          onValue={setTo}
          choices={[
            { value: 'half-open', label: betTexts.resetHalf },
            { value: 'closed', label: betTexts.resetClosed },
          ]}
        />
        {to === 'half-open' && (
          <Field label={betTexts.resetMoney}>
            <NumberInput value={money} onValue={setMoney} />
          </Field>
        )}
        {to === 'closed' && breaker.kind !== 'date' && (
          <Field label={betTexts.resetLimit} optional>
            <NumberInput value={limit} onValue={setLimit} />
          </Field>
        )}
        {(to === 'half-open' || breaker.kind === 'date') && (
          <DayField label={to === 'half-open' ? betTexts.resetEnds : betTexts.ends} value={day} onValue={setDay} />
        )}
        <Field label={betTexts.reason}>
          <TextArea value={reason} onValue={setReason} rows={2} maxLength={2000} />
        </Field>
        {reset.error !== null && <FieldError>{reset.error.message}</FieldError>}
      </div>
    </Dialog>
  );
}

type Kind = (typeof breakerKinds)[number];
type Body = BodyInputOf<typeof addBreaker>;

function BreakerForm({ bet, onDone }: { bet: Bet; onDone: () => void }) {
  const [kind, setKind] = useState<Kind>('spend');
  const [limit, setLimit] = useState<number | null>(null);
  const [day, setDay] = useState<string | undefined>(bet.endsOn ?? undefined);
  const [harm, setHarm] = useState<'unsubscribes' | 'complaints'>('unsubscribes');
  const [measure, setMeasure] = useState('');
  const [trips, setTrips] = useState<'above' | 'below'>('below');
  const [tried, setTried] = useState(false);
  const changed = useBetChanged();
  const add = useCommand(addBreaker, {
    onSuccess: async () => {
      await changed();
      onDone();
    },
  });
  const body = (): Body | null => {
    if (kind === 'date') return { kind, limitOn: day ?? null };
    if (kind === 'spend') return { kind, limit };
    if (limit === null) return null;
    return kind === 'harm' ? { kind, measure: harm, limit } : { kind, measure, trips, limit };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const ready = body();
    if (ready !== null) add.mutate({ params: { id: bet.id }, body: ready });
  };
  return (
    <form className="plan-form plan-part" onSubmit={submit} aria-label={betTexts.breakerAdd}>
      <div className="plan-row">
        <Field label={betTexts.numberKind}>
          <Select
            value={kind}
            onValue={setKind}
            choices={breakerKinds.map((value) => ({ value, label: betTexts.breakerKinds[value] }))}
          />
        </Field>
        {kind === 'harm' && (
          <Field label={betTexts.breakerHarm}>
            <Select
              value={harm}
              onValue={setHarm}
              choices={(['unsubscribes', 'complaints'] as const).map((value) => ({
                value,
                label: betTexts.numberKinds[value],
              }))}
            />
          </Field>
        )}
        {kind === 'guardrail' && (
          <>
            <Field label={betTexts.numberMeasure}>
              <TextInput value={measure} onValue={setMeasure} maxLength={200} required />
            </Field>
            <Field label={betTexts.breakerTrips}>
              <Select
                value={trips}
                onValue={setTrips}
                choices={[
                  { value: 'below', label: betTexts.below },
                  { value: 'above', label: betTexts.above },
                ]}
              />
            </Field>
          </>
        )}
        {kind === 'date' ? (
          <DayField label={betTexts.ends} value={day} onValue={setDay} />
        ) : (
          <Field
            label={betTexts.breakerLimit}
            optional={kind === 'spend'}
            error={tried && body() === null && texts.mustNumber}
          >
            <NumberInput value={limit} onValue={setLimit} />
          </Field>
        )}
      </div>
      {add.error !== null && <FieldError>{add.error.message}</FieldError>}
      <FormActions busy={add.isPending} onCancel={onDone} />
    </form>
  );
}
