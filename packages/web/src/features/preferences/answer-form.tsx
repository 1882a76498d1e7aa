import { answerPreference, type Preference } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/preferences.ts';
import { Button } from '../../ui/button.tsx';
import '../../ui/choices.css';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { OptionLook } from './option-look.tsx';
import { usePreferenceChanged } from './use-preference-changed.ts';

const readable = (share: number | null): share is number => share !== null && share >= 0 && share <= 100;

/** Hundredths of a point, so that 33.3 + 33.3 + 33.4 is everybody. */
const leftOf = (shares: readonly number[]): number =>
  Math.round((100 - shares.reduce((sum, share) => sum + share, 0)) * 100) / 100;

/** Of two options the other is the rest. */
function withShare(shares: readonly (number | null)[], place: number, share: number | null): (number | null)[] {
  const rest = readable(share) ? Math.round((100 - share) * 100) / 100 : null;
  return shares.map((before, at) => (at === place ? share : shares.length === 2 ? rest : before));
}

/** One's own preference, and what one expects of customers: once, before seeing the others'. */
export function AnswerForm({ preference }: { preference: Preference }) {
  const { id, options } = preference;
  const changed = usePreferenceChanged();
  const [prefers, setPrefers] = useState<number | null>(null);
  const [shares, setShares] = useState<readonly (number | null)[]>(() => options.map(() => null));
  const [tried, setTried] = useState(false);
  const command = useCommand(answerPreference, {
    onSuccess: async (after) => {
      await changed(after);
      notify({ title: texts.given });
    },
  });
  const typed = shares.filter(readable);
  const left = typed.length === options.length ? leftOf(typed) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (prefers === null || left !== 0 || command.isPending) return;
    command.mutate({ params: { id }, body: { prefers, expects: typed.map((share) => share / 100) } });
  };
  return (
    <form className="preference-form" onSubmit={submit} noValidate>
      <Prefer preference={preference} prefers={prefers} onPrefers={setPrefers} missing={tried && prefers === null} />
      <fieldset className="group preference-expect">
        <legend>{texts.expect}</legend>
        <div className="preference-shares">
          {options.map((option, place) => (
            <Field key={option} label={spoken(option)}>
              <NumberInput
                value={shares[place] ?? null}
                onValue={(share) => setShares((before) => withShare(before, place, share))}
                unit="%"
              />
            </Field>
          ))}
        </div>
        <Sum left={left} tried={tried} />
      </fieldset>
      <p>{texts.once}</p>
      {command.error && <FieldError>{command.error.message}</FieldError>}
      <Button type="submit" kind="primary" unavailable={command.isPending && texts.giving}>
        {texts.give}
      </Button>
    </form>
  );
}

interface PreferProps {
  preference: Preference;
  prefers: number | null;
  onPrefers: (place: number) => void;
  missing: boolean;
}

/** The options with what they look like, to choose one. */
function Prefer({ preference, prefers, onPrefers, missing }: PreferProps) {
  const name = useId();
  return (
    <fieldset className="group" {...(missing && { 'aria-describedby': `${name}-error` })}>
      <legend>{texts.prefer}</legend>
      <div className="preference-options">
        {preference.options.map((option, place) => (
          <div className="option preference-option" key={option}>
            <label>
              <input type="radio" name={name} checked={prefers === place} onChange={() => onPrefers(place)} />
              <span>
                <Name room={200}>{option}</Name>
              </span>
            </label>
            <OptionLook preference={preference} place={place} />
          </div>
        ))}
      </div>
      {missing && <FieldError id={`${name}-error`}>{texts.preferMissing}</FieldError>}
    </fieldset>
  );
}

function Sum({ left, tried }: { left: number | null; tried: boolean }) {
  if (left === null) return tried ? <FieldError>{texts.expectBad}</FieldError> : null;
  const points = numbers.fixed(Math.abs(left), Number.isInteger(left) ? 0 : 2);
  const said = left === 0 ? texts.whole : left > 0 ? texts.left(points) : texts.over(points);
  if (left !== 0 && tried) return <FieldError>{said}</FieldError>;
  return (
    <p className="field-hint" aria-live="polite">
      {said}
    </p>
  );
}
