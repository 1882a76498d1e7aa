import { type Belief, giveForecast } from '@dandelion-loop/contract';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { frequency } from './belief-numbers.ts';
import { useBeliefChanged } from './use-belief-changed.ts';

const readable = (percentage: number | null): percentage is number =>
  percentage !== null && percentage >= 0 && percentage <= 100;

/** One's own probability: by hand or as a number, in words beside it. */
export function ForecastForm({ belief }: { belief: Belief }) {
  const { mine, revealed } = belief.forecasts;
  const changed = useBeliefChanged();
  const [percentage, setPercentage] = useState<number | null>(mine === null ? null : mine.probability * 100);
  const [tried, setTried] = useState(false);
  const command = useCommand(giveForecast, {
    onSuccess: async ({ warnings, ...after }) => {
      await changed(after);
      setTried(false);
      notify({ tone: warnings.length > 0 ? 'warning' : 'plain', title: texts.given, text: warnings.join(' ') });
    },
  });
  const good = readable(percentage);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!good || command.isPending) return;
    command.mutate({ params: { id: belief.id }, body: { probability: percentage / 100 } });
  };
  return (
    <form className="forecast-form" onSubmit={submit} noValidate>
      <p>{revealed ? texts.forecastAfter : texts.forecastHint}</p>
      <div className="forecast-inputs">
        <input
          type="range"
          min={0}
          max={100}
          step={1}
          aria-label={texts.probabilitySlider}
          aria-valuetext={good ? `${percentage}%` : texts.none}
          value={good ? percentage : 50}
          onChange={(event) => setPercentage(Number(event.target.value))}
        />
        <Field
          label={texts.probability}
          error={(tried || percentage !== null) && !good ? texts.probabilityBad : undefined}
        >
          <NumberInput value={percentage} onValue={setPercentage} unit="%" />
        </Field>
      </div>
      <p className="forecast-words" aria-live="polite">
        {good && texts.frequency(frequency(percentage / 100))}
      </p>
      {good && (percentage === 0 || percentage === 100) && <Notice tone="warning" title={texts.sureWarning} />}
      {command.error && <FieldError>{command.error.message}</FieldError>}
      <Button type="submit" kind="primary" unavailable={command.isPending && texts.giving}>
        {mine === null ? texts.give : texts.giveAnew}
      </Button>
    </form>
  );
}
