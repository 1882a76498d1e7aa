import { previewCadence } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { FieldError } from '../../ui/field.tsx';
import { useSettled } from '../planning/settled-value.ts';
import { type CadenceForm, cadenceOf, formFaults } from './cadence-form.ts';
import { cadenceWords } from './cadence-words.ts';
import { clockSentences, ownZone } from './clock-words.ts';
import { useWhen } from './use-when.ts';

const shown = 6;

/** The next times of what is chosen, by the server that will hold to them, and what changes of clocks do. */
export function CadencePreview({ form, minutes }: { form: CadenceForm; minutes: number | null }) {
  const when = useWhen();
  const [from] = useState(() => new Date().toISOString());
  const whole = Object.keys(formFaults(form)).length === 0;
  // As text: it stands still while it says the same.
  const settled = useSettled(JSON.stringify(whole ? cadenceOf(form) : null));
  const cadence = JSON.parse(settled) as ReturnType<typeof cadenceOf>;
  const body = { cadence: cadence ?? { start: '', timeZone: '', rule: null }, minutes: minutes ?? 60, from };
  const { data, error } = useAnswer(
    previewCadence,
    { body },
    { enabled: cadence !== null, keepPrevious: true, staleTime: Number.POSITIVE_INFINITY },
  );
  if (form.kind === 'asked') return null;
  return (
    <section className="cadence-preview" aria-live="polite" aria-label={texts.previewTitle}>
      {!whole ? (
        <p className="quiet">{texts.previewWait}</p>
      ) : error !== null ? (
        <FieldError>{error.message}</FieldError>
      ) : (
        cadence !== null &&
        data !== undefined && (
          <>
            <p className="cadence-said">{cadenceWords(cadence, { timeZone: when.timeZone, day: when.day })}</p>
            <Times occurrences={data.occurrences} more={data.more} timeZone={cadence.timeZone} />
            {clockSentences({ ...data, timeZone: cadence.timeZone, own: ownZone(), day: when.day }).map((sentence) => (
              <p key={sentence} className="clock-sentence">
                {sentence}
              </p>
            ))}
          </>
        )
      )}
    </section>
  );
}

interface TimesProps {
  occurrences: readonly { local: string; startsAt: string }[];
  more: boolean;
  timeZone: string;
}

function Times({ occurrences, more, timeZone }: TimesProps) {
  const when = useWhen();
  if (occurrences.length === 0) return <p className="quiet">{texts.previewNone}</p>;
  return (
    <ol className="cadence-times">
      {occurrences.slice(0, shown).map(({ local, startsAt }) => {
        const own = when.own(startsAt, timeZone);
        return (
          <li key={local}>
            {when.local(local)}
            {own !== null && <small>{own}</small>}
          </li>
        );
      })}
      {(more || occurrences.length > shown) && <li className="quiet">{texts.previewMore}</li>}
    </ol>
  );
}
