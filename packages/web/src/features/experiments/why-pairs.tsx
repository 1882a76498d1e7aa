import type { AttributePair, TestAnswer, Why } from '@dandelion-loop/contract';
import { numbers, pairsByEvidence, primaryMetric } from '@dandelion-loop/wording';
import { InteractionPlot } from '../../charts/interaction-plot.tsx';
import { texts } from '../../texts/why.ts';
import { Details } from '../../ui/details.tsx';
import { Name, spoken } from './result-words.tsx';

/** Shown at once; the others are a click away. */
const open = 3;
const most = 15;
/** More lines than this cannot be told apart. */
const mostLines = 6;

/** How attributes of the metric that decides go together, those that depend on each other first. */
export function WhyPairs({ why, answer }: { why: Why; answer: TestAnswer }) {
  const metric = primaryMetric(answer);
  const pairs = pairsByEvidence(why, answer).filter(
    ({ means }) => new Set(means.map(({ levels }) => levels[0])).size <= mostLines,
  );
  if (metric === undefined || pairs.length === 0) return null;
  const level = metric.comparisons[0]?.level ?? 0.95;
  const plot = (pair: AttributePair) => (
    <Pair key={pair.attributes.join('\n')} pair={pair} metric={metric} level={level} />
  );
  return (
    <div className="why-part">
      <div className="why-pairs">{pairs.slice(0, open).map(plot)}</div>
      {pairs.length > open && (
        <Details summary={texts.morePairs}>
          <div className="why-pairs">{pairs.slice(open, most).map(plot)}</div>
        </Details>
      )}
      <p className="why-notes">{texts.parallel}</p>
    </div>
  );
}

function found({ test }: AttributePair, level: number): string {
  const p = test?.adjustedPValue ?? 1;
  return p < 1 - level ? texts.depend(numbers.pValue(p)) : texts.noSign;
}

function Pair({
  pair,
  metric,
  level,
}: {
  pair: AttributePair;
  metric: numbers.Measured & { name: string };
  level: number;
}) {
  const [first, second] = pair.attributes;
  const places = [...new Set(pair.means.map(({ levels }) => levels[1]))];
  const names = [...new Set(pair.means.map(({ levels }) => levels[0]))];
  const lines = names.map((name) => ({
    name,
    points: places.map((place) => {
      const mean = pair.means.find(({ levels }) => levels[0] === name && levels[1] === place)?.mean;
      return mean === undefined || mean.value === null ? null : { ...mean, value: mean.value };
    }),
  }));
  const widest = Math.max(...lines.flatMap(({ points }) => points.map((point) => Math.abs(point?.value ?? 0))));
  const decimals = numbers.decimalsFor((widest * numbers.scaleOf(metric)) / 4);
  return (
    <InteractionPlot
      name={spoken(`${texts.pairName(metric.name, first, second)}: ${found(pair, level)}`)}
      caption={
        <>
          <b>
            <Name room={40}>{first}</Name> × <Name room={40}>{second}</Name>
          </b>
          {': '}
          {spoken(found(pair, level))}
        </>
      }
      places={places}
      lines={lines}
      yWords={(value) => numbers.metricValue(metric, value, decimals)}
      head={`${first} × ${second}`}
    />
  );
}
