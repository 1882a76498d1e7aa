import type { TestAnswer, Why } from '@dandelion-loop/contract';
import { effectsPlot, type WhyMark } from '@dandelion-loop/wording';
import { IntervalPlot, type IntervalRow } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/why.ts';
import { markTone } from './result-rows.tsx';
import { Name, spoken } from './result-words.tsx';

/** A finding, or a part of a funnel, as a row of the chart. */
export const whyRow = ({ key, name, tone, line, bar, text, interval, words, reason }: WhyMark): IntervalRow => ({
  ...{ key, line, bar, text, interval, words, tone: markTone(tone) },
  label: <Name>{name}</Name>,
  reason: reason === null ? null : spoken(reason),
});

/** Every level against its reference, metric by metric, with what attributes do together below it. */
export function WhyEffects({ why, answer }: { why: Why; answer: TestAnswer }) {
  const plots = answer.metrics.flatMap((metric) => effectsPlot(why, metric) ?? []);
  return plots.map(({ name, frame, effects, interactions }) => (
    <IntervalPlot
      key={name}
      name={spoken(texts.plotName(name))}
      head={
        <h3>
          <Name>{name}</Name>
        </h3>
      }
      unit={frame.unit}
      ground={frame}
      groups={[
        { key: 'effects', rows: effects.map(whyRow) },
        ...(interactions.length === 0
          ? []
          : [
              {
                key: 'together',
                heading: (
                  <>
                    {texts.together} <small>{texts.togetherHint}</small>
                  </>
                ),
                rows: interactions.slice(0, 12).map(whyRow),
              },
            ]),
      ]}
    />
  ));
}
