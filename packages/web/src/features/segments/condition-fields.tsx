import { consentChannels, listSegments, type Moment, type Period } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/segments.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { type Leaf, type LeafOf, withOp } from './new-tree.ts';

/** What there is to fill in of each kind of condition. */

const choicesOf = <Value extends string>(labels: Readonly<Record<Value, string>>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }));

interface PickProps<Value extends string> {
  label: string;
  value: Value;
  labels: Readonly<Record<Value, string>>;
  onValue: (value: Value) => void;
}

function Pick<Value extends string>({ label, value, labels, onValue }: PickProps<Value>) {
  return (
    <Field label={label}>
      <Select value={value} onValue={onValue} choices={choicesOf(labels)} />
    </Field>
  );
}

interface NumberProps {
  label: string;
  value: number;
  onValue: (value: number) => void;
  whole?: boolean;
}

function NumberField({ label, value, onValue, whole = false }: NumberProps) {
  return (
    <Field label={label}>
      <NumberInput
        value={Number.isNaN(value) ? null : value}
        onValue={(typed) => onValue(typed ?? Number.NaN)}
        whole={whole}
      />
    </Field>
  );
}

function NameField({ label, value, onValue }: { label: string; value: string; onValue: (value: string) => void }) {
  return (
    <Field label={label}>
      <TextInput value={value} onValue={onValue} maxLength={200} />
    </Field>
  );
}

function PeriodFields({ period, onValue }: { period: Period; onValue: (period: Period) => void }) {
  const change = (kind: Period['kind']) =>
    onValue(kind === 'last' ? { kind, days: 90 } : kind === 'between' ? { kind, from: '', to: '' } : { kind });
  return (
    <>
      <Pick label={texts.when} value={period.kind} labels={texts.periods} onValue={change} />
      {period.kind === 'last' && (
        <NumberField
          label={texts.daysField}
          value={period.days}
          whole
          onValue={(days) => onValue({ ...period, days })}
        />
      )}
      {period.kind === 'between' && (
        <>
          <DayField label={texts.from} value={period.from} onValue={(from = '') => onValue({ ...period, from })} />
          <DayField label={texts.to} value={period.to} onValue={(to = '') => onValue({ ...period, to })} />
        </>
      )}
    </>
  );
}

function MomentFields({ moment, onValue }: { moment: Moment; onValue: (moment: Moment) => void }) {
  const change = (kind: Moment['kind']) => onValue(kind === 'ago' ? { kind, days: 30 } : { kind, date: '' });
  return (
    <>
      <Pick label={texts.when} value={moment.kind} labels={texts.moments} onValue={change} />
      {moment.kind === 'ago' ? (
        <NumberField
          label={texts.daysField}
          value={moment.days}
          whole
          onValue={(days) => onValue({ ...moment, days })}
        />
      ) : (
        <DayField label={texts.date} value={moment.date} onValue={(date = '') => onValue({ ...moment, date })} />
      )}
    </>
  );
}

interface FieldsProps<Of> {
  leaf: Of;
  onValue: (leaf: Leaf) => void;
}

function TraitFields({ leaf, onValue }: FieldsProps<LeafOf<'trait'>>) {
  return (
    <>
      <NameField label={texts.trait} value={leaf.name} onValue={(name) => onValue({ ...leaf, name })} />
      <Pick label={texts.compare} value={leaf.op} labels={texts.traitOps} onValue={(op) => onValue(withOp(leaf, op))} />
      {(leaf.op === 'above' || leaf.op === 'below') && (
        <NumberField label={texts.value} value={leaf.value} onValue={(value) => onValue({ ...leaf, value })} />
      )}
      {(leaf.op === 'is' || leaf.op === 'is-not' || leaf.op === 'contains' || leaf.op === 'starts-with') && (
        <Field label={texts.value}>
          <TextInput value={leaf.value} onValue={(value) => onValue({ ...leaf, value })} maxLength={500} />
        </Field>
      )}
      {leaf.op === 'between' && (
        <>
          <NumberField label={texts.from} value={leaf.from} onValue={(from) => onValue({ ...leaf, from })} />
          <NumberField label={texts.to} value={leaf.to} onValue={(to) => onValue({ ...leaf, to })} />
        </>
      )}
      {(leaf.op === 'before' || leaf.op === 'after') && (
        <DayField label={texts.date} value={leaf.date} onValue={(date = '') => onValue({ ...leaf, date })} />
      )}
      {leaf.op === 'in' && (
        <Field label={texts.list_}>
          <TextArea
            value={leaf.values.join('\n')}
            rows={3}
            onValue={(text) => onValue({ ...leaf, values: text === '' ? [] : text.split('\n') })}
          />
        </Field>
      )}
    </>
  );
}

function EventFields({ leaf, onValue }: FieldsProps<LeafOf<'event'>>) {
  return (
    <>
      <NameField label={texts.event} value={leaf.name} onValue={(name) => onValue({ ...leaf, name })} />
      <Pick label={texts.compare} value={leaf.op} labels={texts.counts} onValue={(op) => onValue({ ...leaf, op })} />
      <NumberField label={texts.times} value={leaf.times} whole onValue={(times) => onValue({ ...leaf, times })} />
      <PeriodFields period={leaf.period} onValue={(period) => onValue({ ...leaf, period })} />
      {leaf.where.length > 0 && <p className="quiet">{texts.properties(leaf.where.length)}</p>}
    </>
  );
}

function ValueFields({ leaf, onValue }: FieldsProps<LeafOf<'value'>>) {
  const { exactly: _, ...labels } = texts.counts;
  return (
    <>
      <NameField label={texts.event} value={leaf.name} onValue={(name) => onValue({ ...leaf, name })} />
      <Pick label={texts.compare} value={leaf.op} labels={labels} onValue={(op) => onValue({ ...leaf, op })} />
      <NumberField label={texts.amount} value={leaf.amount} onValue={(amount) => onValue({ ...leaf, amount })} />
      <PeriodFields period={leaf.period} onValue={(period) => onValue({ ...leaf, period })} />
    </>
  );
}

function SegmentField({ leaf, onValue }: FieldsProps<LeafOf<'segment'>>) {
  const { data } = useAnswer(listSegments, {});
  const choices = (data?.segments ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Field label={texts.segment}>
      <Select
        value={leaf.id}
        onValue={(id) => onValue({ ...leaf, id })}
        choices={[{ value: '', label: '–' }, ...choices]}
      />
    </Field>
  );
}

export function ConditionFields({ leaf, onValue }: FieldsProps<Leaf>) {
  switch (leaf.kind) {
    case 'event':
      return <EventFields leaf={leaf} onValue={onValue} />;
    case 'value':
      return <ValueFields leaf={leaf} onValue={onValue} />;
    case 'trait':
      return <TraitFields leaf={leaf} onValue={onValue} />;
    case 'segment':
      return <SegmentField leaf={leaf} onValue={onValue} />;
    case 'last-event':
      return (
        <>
          <NameField label={texts.event} value={leaf.name} onValue={(name) => onValue({ ...leaf, name })} />
          <Pick label={texts.compare} value={leaf.op} labels={texts.sides} onValue={(op) => onValue({ ...leaf, op })} />
          <MomentFields moment={leaf.moment} onValue={(moment) => onValue({ ...leaf, moment })} />
        </>
      );
    case 'seen':
      return (
        <>
          <Pick
            label={texts.which}
            value={leaf.which}
            labels={texts.seen}
            onValue={(which) => onValue({ ...leaf, which })}
          />
          <Pick label={texts.compare} value={leaf.op} labels={texts.sides} onValue={(op) => onValue({ ...leaf, op })} />
          <MomentFields moment={leaf.moment} onValue={(moment) => onValue({ ...leaf, moment })} />
        </>
      );
    case 'known': {
      const change = (value: 'yes' | 'no') => onValue({ ...leaf, known: value === 'yes' });
      return <Pick label={texts.which} value={leaf.known ? 'yes' : 'no'} labels={texts.knowns} onValue={change} />;
    }
    case 'source':
      return (
        <NumberField
          label={texts.source}
          value={leaf.source}
          whole
          onValue={(source) => onValue({ ...leaf, source })}
        />
      );
    case 'consent':
      return (
        <Field label={texts.channel}>
          <Select
            value={leaf.channel}
            onValue={(channel) => onValue({ ...leaf, channel })}
            choices={consentChannels.map((value) => ({ value, label: value }))}
          />
        </Field>
      );
  }
}
