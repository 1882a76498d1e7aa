import type { TestAnswer, Why } from '@dandelion-loop/contract';
import { type EffectsPlot, effectsPlot, type WhyMark } from '@dandelion-loop/wording';
import { IntervalPlot, type IntervalRow } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/why.ts';
import { Details } from '../../ui/details.tsx';
import { markTone } from './result-rows.tsx';
import { Name, spoken } from './result-words.tsx';

/** A finding, or a part of a funnel, as a row of the chart. */
export const whyRow = ({ key, name, tone, line, bar, text, interval, words, reason }: WhyMark): IntervalRow => ({
  ...{ key, line, bar, text, interval, words, tone: markTone(tone) },
  label: <Name>{name}</Name>,
  reason: reason === null ? null : spoken(reason),
});

/** Every level against its reference, with what attributes do together below it; the metric that decides first. */
export function WhyEffects({ why, answer }: { why: Why; answer: TestAnswer }) {
  const [first, ...others] = answer.metrics.flatMap((metric) => effectsPlot(why, metric) ?? []);
  if (first === undefined) return null;
  return (
    <div className="why-part">
      <Effects plot={first} />
      {others.length > 0 && (
        <Details summary={texts.otherMetrics}>
          {others.map((plot) => (
            <Effects key={plot.name} plot={plot} />
          ))}
        </Details>
      )}
    </div>
  );
}

const mostTogether = 12;

function Effects({ plot: { name, frame, effects, interactions } }: { plot: EffectsPlot }) {
  const together = {
    key: 'together',
    heading: (
      <>
        {texts.together} <small>{texts.togetherHint}</small>
      </>
    ),
    rows: interactions.slice(0, mostTogether).map(whyRow),
  };
  return (
    <IntervalPlot
      name={spoken(texts.plotName(name))}
      head={
        <h3>
          <Name>{name}</Name>
        </h3>
      }
      unit={frame.unit}
      ground={frame}
      groups={[{ key: 'effects', rows: effects.map(whyRow) }, ...(interactions.length === 0 ? [] : [together])]}
    />
  );
}
