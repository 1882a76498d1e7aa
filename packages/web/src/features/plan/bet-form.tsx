import { listExperiments, listPeople, type WholePlan } from '@dandelion-loop/contract';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { betTexts } from '../../texts/bet.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { type BetBody, type BetDraft, readDraft } from './bet-draft.ts';

interface BetFormProps {
  whole: WholePlan;
  /** Of the bet that is changed: it does not wait for itself. */
  betId: string | null;
  draft: BetDraft;
  setDraft: (next: (now: BetDraft) => BetDraft) => void;
  onSend: (body: BetBody) => void;
  error: Error | null;
  busy: boolean;
  /** Beside the button that sends. */
  more?: ReactNode;
}

interface Part {
  draft: BetDraft;
  set: (part: Partial<BetDraft>) => void;
  missing: ReadonlySet<keyof BetDraft>;
}

/** Everything that is said of a bet. */
export function BetForm({ whole, betId, draft, setDraft, onSend, error, busy, more }: BetFormProps) {
  const [missing, setMissing] = useState<ReadonlySet<keyof BetDraft>>(new Set());
  const part: Part = { draft, missing, set: (change) => setDraft((now) => ({ ...now, ...change })) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(draft);
    setMissing('missing' in read ? read.missing : new Set());
    if ('body' in read) onSend(read.body);
  };
  return (
    <form className="plan-form" onSubmit={submit}>
      <Idea {...part} whole={whole} />
      <Chances {...part} whole={whole} betId={betId} />
      <Stakes {...part} whole={whole} />
      <Agreement {...part} />
      <Evidence {...part} />
      {(error !== null || missing.size > 0) && <FieldError>{error?.message ?? texts.mustNumber}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" kind="primary" unavailable={busy && texts.saving}>
          {betId === null ? betTexts.addBet : betTexts.saveBet}
        </Button>
        {more}
      </div>
    </form>
  );
}

function Idea({ draft, set, whole }: Part & { whole: WholePlan }) {
  const known = useId();
  const { data } = useAnswer(listPeople, {});
  const partners = (data?.people ?? []).filter(
    ({ id, role, left }) => role === 'partner' && (!left || draft.partnerIds.includes(id)),
  );
  const people = (data?.people ?? []).filter(({ id, left }) => !left || id === draft.ownerId);
  return (
    <fieldset>
      <legend>{betTexts.idea}</legend>
      <Field label={texts.name}>
        <TextInput value={draft.name} onValue={(name) => set({ name })} maxLength={200} required />
      </Field>
      <Field label={betTexts.hypothesis} hint={betTexts.hypothesisHint}>
        <TextArea value={draft.hypothesis} onValue={(hypothesis) => set({ hypothesis })} rows={3} maxLength={5000} />
      </Field>
      <div className="plan-row">
        <Field label={betTexts.forOutcome}>
          <Select
            value={draft.outcomeId}
            onValue={(outcomeId) => set({ outcomeId })}
            choices={whole.outcomes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field label={betTexts.owner}>
          <Select
            value={draft.ownerId}
            onValue={(ownerId) => set({ ownerId })}
            choices={[
              { value: '', label: betTexts.nobodyOwns },
              ...people.map(({ id, name, left }) => ({ value: id, label: left ? betTexts.hasLeft(name) : name })),
            ]}
          />
        </Field>
        <Field label={betTexts.discipline} hint={betTexts.disciplineHint} optional>
          <TextInput
            value={draft.discipline}
            onValue={(discipline) => set({ discipline })}
            maxLength={200}
            list={known}
          />
        </Field>
      </div>
      <datalist id={known}>
        {[...new Set(whole.bets.flatMap(({ discipline }) => discipline ?? []))].toSorted().map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Picks
        legend={betTexts.partners}
        hint={betTexts.partnersHint}
        parts={partners.map(({ id, name, left }) => ({ id, name: left ? betTexts.hasLeft(name) : name }))}
        chosen={draft.partnerIds}
        onToggle={(id) => set({ partnerIds: toggled(draft.partnerIds, id) })}
      />
    </fieldset>
  );
}

const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

function Chances({ draft, set, missing, whole, betId }: Part & { whole: WholePlan; betId: string | null }) {
  const others = whole.bets.filter(({ id, status }) => id !== betId && (status === 'planned' || status === 'running'));
  return (
    <fieldset>
      <legend>{betTexts.chanceLegend}</legend>
      <div className="plan-row">
        <Field label={betTexts.chance} error={missing.has('probability') && texts.mustNumber}>
          <NumberInput
            value={draft.probability}
            onValue={(probability) => set({ probability })}
            unit={texts.inHundredUnit}
          />
        </Field>
        <Field label={betTexts.fails} hint={betTexts.failsHint}>
          <NumberInput value={draft.ifFails} onValue={(ifFails) => set({ ifFails })} />
        </Field>
      </div>
      <p>{betTexts.payoffLegend}</p>
      <div className="plan-row">
        <Field label={betTexts.low}>
          <NumberInput value={draft.low} onValue={(low) => set({ low })} />
        </Field>
        <Field label={betTexts.likely} error={missing.has('likely') && texts.mustNumber}>
          <NumberInput value={draft.likely} onValue={(likely) => set({ likely })} />
        </Field>
        <Field label={betTexts.high}>
          <NumberInput value={draft.high} onValue={(high) => set({ high })} />
        </Field>
      </div>
      <Picks
        legend={betTexts.drawsOn}
        parts={whole.domains}
        chosen={draft.domainIds}
        onToggle={(id) => set({ domainIds: toggled(draft.domainIds, id) })}
      />
      <Picks
        legend={betTexts.waits}
        parts={others}
        chosen={draft.dependsOnIds}
        onToggle={(id) => set({ dependsOnIds: toggled(draft.dependsOnIds, id) })}
      />
    </fieldset>
  );
}

interface PicksProps {
  legend: string;
  hint?: string;
  parts: readonly { id: string; name: string }[];
  chosen: readonly string[];
  onToggle: (id: string) => void;
}

function Picks({ legend, hint, parts, chosen, onToggle }: PicksProps) {
  if (parts.length === 0) return null;
  return (
    <fieldset className="plan-pick">
      <legend>{legend}</legend>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
      <div className="plan-picks">
        {parts.map(({ id, name }) => (
          <Checkbox key={id} label={name} checked={chosen.includes(id)} onChecked={() => onToggle(id)} />
        ))}
      </div>
    </fieldset>
  );
}

function Stakes({ draft, set, whole }: Part & { whole: WholePlan }) {
  const { currency: reporting } = whole.answer;
  const currency = draft.currency === '' ? reporting : draft.currency;
  const others = new Set([...whole.plan.rates.map((rate) => rate.currency), draft.currency]);
  const choices = [...others].filter((one) => one !== '' && one !== reporting).toSorted();
  return (
    <fieldset>
      <legend>{betTexts.stakes}</legend>
      {reporting !== null && (
        <div className="plan-row">
          <Field label={texts.currency} hint={betTexts.currencyHint(reporting)}>
            <Select
              value={draft.currency}
              onValue={(one) => set({ currency: one })}
              choices={[
                { value: '', label: betTexts.currencyOfPlan(reporting) },
                ...choices.map((one) => ({ value: one, label: one })),
              ]}
            />
          </Field>
        </div>
      )}
      <div className="plan-row">
        <Field label={betTexts.money}>
          <NumberInput value={draft.money} onValue={(money) => set({ money })} unit={currency ?? undefined} />
        </Field>
        <Field label={betTexts.hours}>
          <NumberInput value={draft.hours} onValue={(hours) => set({ hours })} />
        </Field>
        <Field label={betTexts.coordinationHours}>
          <NumberInput value={draft.coordinationHours} onValue={(coordinationHours) => set({ coordinationHours })} />
        </Field>
      </div>
      <div className="plan-row">
        <DayField label={betTexts.starts} value={draft.startsOn} onValue={(day) => set({ startsOn: day ?? '' })} />
        <DayField label={betTexts.ends} value={draft.endsOn} onValue={(day) => set({ endsOn: day ?? '' })} />
      </div>
    </fieldset>
  );
}

function Agreement({ draft, set }: Part) {
  return (
    <fieldset>
      <legend>{betTexts.agreed}</legend>
      <div className="plan-row">
        <Field label={betTexts.betCap} hint={betTexts.betCapHint}>
          <NumberInput value={draft.cap} onValue={(cap) => set({ cap })} />
        </Field>
        <Field label={betTexts.success} optional>
          <TextInput value={draft.successMetric} onValue={(successMetric) => set({ successMetric })} maxLength={5000} />
        </Field>
      </div>
      <Field label={betTexts.kill} hint={betTexts.killHint}>
        <TextArea value={draft.killCriteria} onValue={(killCriteria) => set({ killCriteria })} rows={3} />
      </Field>
      <Field label={betTexts.guardrails} hint={betTexts.lines} optional>
        <TextArea value={draft.guardrails} onValue={(guardrails) => set({ guardrails })} rows={2} />
      </Field>
    </fieldset>
  );
}

/** Experiments that test it. */
function Evidence({ draft, set }: Part) {
  const [search, setSearch] = useState('');
  const { data } = useAnswer(listExperiments, { query: { search, limit: 6 } }, { enabled: search.trim().length > 1 });
  const found = (data?.rows ?? []).filter(({ id }) => !draft.experiments.some((one) => one.id === id));
  return (
    <fieldset>
      <legend>{betTexts.experiments}</legend>
      {draft.experiments.length > 0 && (
        <div className="try-chips">
          {draft.experiments.map(({ id, title }) => (
            <Chip
              key={id}
              name={betTexts.removeExperiment(title)}
              onRemove={() => set({ experiments: draft.experiments.filter((one) => one.id !== id) })}
            >
              {title}
            </Chip>
          ))}
        </div>
      )}
      <Field label={betTexts.findExperiment} optional>
        <TextInput value={search} onValue={setSearch} maxLength={200} />
      </Field>
      {search.trim().length > 1 && found.length > 0 && (
        <ul className="plan-found">
          {found.map(({ id, title }) => (
            <li key={id}>
              <Button
                kind="quiet"
                icon="add"
                onClick={() => {
                  set({ experiments: [...draft.experiments, { id, title }] });
                  setSearch('');
                }}
              >
                {title}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
