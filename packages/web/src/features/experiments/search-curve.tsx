import type { Metric } from '@dandelion-loop/contract';
import { numbers, type SearchPlot } from '@dandelion-loop/wording';
import { CurvePlot } from '../../charts/curve-plot.tsx';
import { texts } from '../../texts/search.ts';

/** Between groups the curve is straight; so many steps keep it so, and let it be read there too. */
const steps = 12;

function straightened(curve: SearchPlot['curve']): SearchPlot['curve'] {
  const between = curve.slice(1).flatMap((to, i) => {
    const from = curve[i]!;
    return Array.from({ length: steps }, (_, step) => {
      const share = (step + 1) / steps;
      return {
        fraction: from.fraction + share * (to.fraction - from.fraction),
        gain: from.gain + share * (to.gain - from.gain),
      };
    });
  });
  return [...curve.slice(0, 1), ...between];
}

/** What taking held-out units in the order that was found gains over a random one. */
export function SearchCurve({ metric, curve }: { metric: Metric; curve: SearchPlot['curve'] }) {
  const largest = Math.max(...curve.map(({ gain }) => Math.abs(gain))) * numbers.scaleOf(metric);
  const decimals = numbers.decimalsFor(largest / 2);
  const gainWords = (gain: number) => numbers.difference(metric, gain, decimals);
  const unit = metric.kind === 'proportion' ? texts.points : texts.ownUnit;
  return (
    <CurvePlot
      name={texts.curveName}
      points={straightened(curve).map(({ fraction, gain }) => ({ x: fraction, y: gain }))}
      xTitle={texts.curveX}
      yTitle={texts.curveY(unit)}
      xWords={numbers.share}
      yWords={gainWords}
      sentence={({ x, y }) => texts.curveSentence(numbers.share(x), `${gainWords(y)} ${unit}`)}
    />
  );
}
