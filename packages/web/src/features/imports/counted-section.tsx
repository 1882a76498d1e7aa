import { useRef, useState } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { useChoices } from './choices-context.ts';
import { type MetricDraft, newMetric, nextKey } from './choices-draft.ts';
import { ColumnField } from './column-field.tsx';
import { MetricEditor, nameOfMetric } from './metric-editor.tsx';

/** What was randomised, and what was counted of it. The first metric decides. */
export function CountedSection() {
  const { draft, set } = useChoices();
  return (
    <Section finding={texts.countedFinding}>
      <div className="fields">
        <ColumnField
          field="unit"
          label={texts.unit}
          hint={texts.unitHint}
          none={texts.noUnit}
          value={draft.unit}
          onValue={(unit) => set({ unit })}
        />
      </div>
      <Metrics />
    </Section>
  );
}

const swapped = (metrics: readonly MetricDraft[], at: number, to: number): MetricDraft[] => {
  const next = [...metrics];
  const [moved] = next.splice(at, 1);
  if (moved) next.splice(to, 0, moved);
  return next;
};

function Metrics() {
  const { draft, set, problems, facts } = useChoices();
  const { methods } = useWorkspace();
  const { metrics } = draft;
  const list = useRef<HTMLOListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const [said, setSaid] = useState('');
  /** After React has put the metrics into their new order. */
  const focusLater = (find: () => HTMLElement | null | undefined) => requestAnimationFrame(() => find()?.focus());
  const cardOf = (key: number) => list.current?.querySelector<HTMLElement>(`[data-metric="${key}"]`);

  const move = (at: number, by: -1 | 1) => {
    const metric = metrics[at]!;
    const to = at + by;
    set({ metrics: swapped(metrics, at, to) });
    setSaid(texts.moved(nameOfMetric(metric, at), to + 1, metrics.length));
    const same = by < 0 ? 'up' : 'down';
    const other = by < 0 ? 'down' : 'up';
    focusLater(() => {
      const card = cardOf(metric.key);
      return card?.querySelector<HTMLElement>(`[data-move="${same}"]`) ?? card?.querySelector(`[data-move="${other}"]`);
    });
  };
  const remove = (at: number) => {
    const left = metrics.filter((_, place) => place !== at);
    set({ metrics: left });
    setSaid(texts.removed(nameOfMetric(metrics[at]!, at)));
    const neighbour = left[Math.min(at, left.length - 1)];
    focusLater(() => (neighbour ? cardOf(neighbour.key)?.querySelector<HTMLElement>('select') : add.current));
  };
  const append = () => {
    const key = nextKey(metrics);
    // What one metric is out of, the next one will be as well.
    const denominator = metrics[0]?.denominator ?? '';
    set({ metrics: [...metrics, newMetric(key, methods, { denominator })] });
    focusLater(() => cardOf(key)?.querySelector<HTMLElement>('select'));
  };

  return (
    <fieldset className="metrics" data-field="metrics">
      <legend>{texts.metricsLegend}</legend>
      <ol ref={list}>
        {metrics.map((metric, at) => (
          <MetricEditor
            key={metric.key}
            metric={metric}
            at={at}
            of={metrics.length}
            currency={facts.currency}
            onMove={(by) => move(at, by)}
            onRemove={() => remove(at)}
          />
        ))}
      </ol>
      {problems.has('metrics') && <FieldError>{problems.get('metrics')}</FieldError>}
      <Button ref={add} icon="add" onClick={append}>
        {texts.addMetric}
      </Button>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </fieldset>
  );
}
