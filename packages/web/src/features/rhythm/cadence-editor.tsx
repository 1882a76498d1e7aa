import { texts as timeTexts } from '../../texts/rhythm-times.ts';
import { texts } from '../../texts/ritual.ts';
import { Chips, FilterChip } from '../../ui/chip.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { timeZones } from '../workspace/setting-choices.ts';
import { type CadenceForm, cadenceKinds, type formFaults, ordinals } from './cadence-form.ts';
import { weekdays } from './weekdays.ts';

interface EditorProps {
  form: CadenceForm;
  set: (part: Partial<CadenceForm>) => void;
  faults: ReturnType<typeof formFaults>;
}

/** When a ritual is held, in plain choices; what they cannot say as a rule. */
export function CadenceEditor({ form, set, faults }: EditorProps) {
  const { kind } = form;
  const plain = kind !== 'once' && kind !== 'rule' && kind !== 'asked';
  return (
    <div className="cadence-editor">
      <Field label={texts.kind}>
        <Select
          value={kind}
          onValue={(value) => set({ kind: value })}
          choices={cadenceKinds.map((value) => ({ value, label: texts.kinds[value] }))}
        />
      </Field>
      {kind === 'asked' && <p className="quiet">{texts.askedText}</p>}
      <Days form={form} set={set} faults={faults} />
      {kind !== 'asked' && <Begin form={form} set={set} faults={faults} />}
      {plain && <End form={form} set={set} faults={faults} />}
    </div>
  );
}

function Days({ form, set, faults }: EditorProps) {
  const { kind } = form;
  if (kind === 'rule')
    return (
      <Field label={texts.rule} hint={texts.ruleHint} error={faults.rule && texts.ruleMissing}>
        <TextInput
          value={form.rule}
          onValue={(rule) => set({ rule })}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          className="cadence-rule"
        />
      </Field>
    );
  if (kind === 'once' || kind === 'asked' || kind === 'workdays') return null;
  return (
    <div className="rhythm-row">
      <Field label={texts.every[kind]} error={faults.every && texts.everyMissing} className="short">
        <NumberInput whole value={form.every} onValue={(every) => set({ every })} unit={texts.everyUnit[kind]} />
      </Field>
      {kind === 'weekly' && <Weekdays form={form} set={set} faults={faults} />}
      {kind === 'month-day' && <MonthDay form={form} set={set} faults={faults} />}
      {kind === 'month-weekday' && (
        <>
          <Field label={texts.ordinal} className="short">
            <Select
              value={String(form.ordinal)}
              onValue={(ordinal) => set({ ordinal: Number(ordinal) })}
              choices={ordinals.map((value) => ({ value: String(value), label: timeTexts.ordinals[value] ?? '' }))}
            />
          </Field>
          <Field label={texts.weekday} className="short">
            <Select
              value={form.weekday}
              onValue={(weekday) => set({ weekday, days: [weekday] })}
              choices={weekdays.map((value) => ({ value, label: timeTexts.weekdays[value] }))}
            />
          </Field>
        </>
      )}
    </div>
  );
}

function Weekdays({ form, set, faults }: EditorProps) {
  const { days } = form;
  const toggle = (day: (typeof weekdays)[number]) => {
    const chosen = weekdays.filter((one) => days.includes(one) !== (one === day));
    set({ days: chosen, weekday: chosen[0] ?? form.weekday });
  };
  return (
    <div className="weekdays">
      <p aria-hidden="true">{texts.days}</p>
      <Chips label={texts.days}>
        {weekdays.map((day) => (
          <FilterChip key={day} pressed={days.includes(day)} onPress={() => toggle(day)}>
            <span>
              {timeTexts.weekdays[day].slice(0, 3)}
              <span className="visually-hidden">{timeTexts.weekdays[day].slice(3)}</span>
            </span>
          </FilterChip>
        ))}
      </Chips>
      {faults.days && <FieldError>{texts.daysMissing}</FieldError>}
    </div>
  );
}

const dates = [...Array.from({ length: 31 }, (_, at) => at + 1), -1];
/** From this date on some months do not have it. */
const firstRare = 29;

function MonthDay({ form: { monthDay }, set }: EditorProps) {
  return (
    <Field
      label={texts.monthDay}
      className="short"
      hint={monthDay >= firstRare && texts.monthDayHint(timeTexts.dayOfMonth(monthDay))}
    >
      <Select
        value={String(monthDay)}
        onValue={(day) => set({ monthDay: Number(day) })}
        choices={dates.map((day) => ({
          value: String(day),
          label: day === -1 ? texts.lastOfMonth : timeTexts.dayOfMonth(day),
        }))}
      />
    </Field>
  );
}

function Begin({ form, set, faults }: EditorProps) {
  return (
    <>
      <div className="rhythm-row">
        <DayField
          label={form.kind === 'once' ? texts.onDay : texts.start}
          value={form.day === '' ? undefined : form.day}
          onValue={(day) => set({ day: day ?? '' })}
          error={faults.day && texts.startMissing}
        />
        <Field label={texts.time} error={faults.time && texts.timeMissing} className="short">
          <TextInput type="time" value={form.time} onValue={(time) => set({ time: time.slice(0, 5) })} />
        </Field>
        <Field
          label={texts.timeZone}
          hint={texts.timeZoneHint}
          error={faults.timeZone && texts.timeZoneMissing}
          className="zone"
        >
          <TextInput
            value={form.timeZone}
            onValue={(timeZone) => set({ timeZone })}
            list="ritual-time-zones"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </div>
      <datalist id="ritual-time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

const ends = ['never', 'on', 'after'] as const;

function End({ form, set, faults }: EditorProps) {
  return (
    <div className="rhythm-row">
      <Field label={texts.ends}>
        <Select
          value={form.ends}
          onValue={(value) => set({ ends: value })}
          choices={ends.map((value) => ({ value, label: texts.endsChoices[value] }))}
        />
      </Field>
      {form.ends === 'on' && (
        <DayField
          label={texts.lastDay}
          value={form.lastDay === '' ? undefined : form.lastDay}
          onValue={(day) => set({ lastDay: day ?? '' })}
          error={faults.lastDay && texts.lastDayMissing}
        />
      )}
      {form.ends === 'after' && (
        <Field label={texts.times} error={faults.times && texts.timesMissing} className="short">
          <NumberInput whole value={form.times} onValue={(times) => set({ times })} />
        </Field>
      )}
    </div>
  );
}
