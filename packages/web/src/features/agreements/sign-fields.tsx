import { type AnswerOf, betNumberKinds, type listConstraints } from '@dandelion-loop/contract';
import { texts } from '../../texts/constraints.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import type { ConstraintDraft } from './constraint-draft.ts';

export interface DraftPart {
  draft: ConstraintDraft;
  set: (part: Partial<ConstraintDraft>) => void;
  missing: ReadonlySet<keyof ConstraintDraft>;
  around: AnswerOf<typeof listConstraints>;
}

const choicesOf = <Value extends string>(words: Readonly<Record<Value, string>>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));
const named = (parts: readonly { id: string; name: string }[]) => [
  { value: '', label: texts.mustChoose },
  ...parts.map(({ id, name }) => ({ value: id, label: name })),
];

/** What is watched by itself, of the kind that was chosen. */
export function SignFields(part: DraftPart) {
  const { on } = part.draft;
  if (on === 'domain') return <DomainFields {...part} />;
  if (on === 'date') return <DateFields {...part} />;
  if (on === 'hand') return null;
  return (
    <>
      {on === 'bet' && <NumberFields {...part} />}
      <LimitFields {...part} />
    </>
  );
}

function BetField({ draft, set, missing, around }: DraftPart) {
  return (
    <Field label={texts.bet} error={missing.has('betId') && texts.mustChoose}>
      <Select value={draft.betId} onValue={(betId) => set({ betId })} choices={named(around.bets)} />
    </Field>
  );
}

function NumberFields(part: DraftPart) {
  const { draft, set, missing } = part;
  return (
    <div className="plan-row">
      <BetField {...part} />
      <Field label={texts.number}>
        <Select
          value={draft.number}
          onValue={(number) => set({ number })}
          choices={betNumberKinds.map((value) => ({ value, label: texts.numbers[value] }))}
        />
      </Field>
      {draft.number === 'guardrail' && (
        <Field label={texts.measure} error={missing.has('measure') && texts.mustChoose}>
          <TextInput value={draft.measure} onValue={(measure) => set({ measure })} maxLength={200} />
        </Field>
      )}
    </div>
  );
}

function LimitFields({ draft, set, missing }: DraftPart) {
  return (
    <>
      <div className="plan-row">
        <Field label={texts.is}>
          <Select value={draft.is} onValue={(is) => set({ is })} choices={choicesOf(texts.isWords)} />
        </Field>
        <Field label={texts.limit} error={missing.has('limit') && texts.mustNumber}>
          <NumberInput value={draft.limit} onValue={(limit) => set({ limit })} />
        </Field>
        <Field label={texts.forDays} hint={texts.forDaysHint} optional>
          <NumberInput whole value={draft.forDays} onValue={(forDays) => set({ forDays })} />
        </Field>
      </div>
      <div className="plan-row">
        <DayField label={texts.from} value={draft.from} onValue={(from) => set({ from })} />
        <DayField label={texts.until} value={draft.until} onValue={(until) => set({ until })} />
      </div>
    </>
  );
}

function DomainFields({ draft, set, missing, around }: DraftPart) {
  return (
    <div className="plan-row">
      <Field label={texts.domain} error={missing.has('domainId') && texts.mustChoose}>
        <Select value={draft.domainId} onValue={(domainId) => set({ domainId })} choices={named(around.domains)} />
      </Field>
      <Field label={texts.bets} error={missing.has('bets') && texts.mustNumber}>
        <NumberInput whole value={draft.bets} onValue={(bets) => set({ bets })} />
      </Field>
    </div>
  );
}

function DateFields(part: DraftPart) {
  const { draft, set, missing } = part;
  return (
    <div className="plan-row">
      <DayField
        label={texts.day}
        value={draft.day}
        onValue={(day) => set({ day })}
        error={missing.has('day') ? texts.mustDay : undefined}
      />
      <Field label={texts.without}>
        <Select value={draft.without} onValue={(without) => set({ without })} choices={choicesOf(texts.withouts)} />
      </Field>
      {draft.without.startsWith('bet-') && <BetField {...part} />}
    </div>
  );
}
