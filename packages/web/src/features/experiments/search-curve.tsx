import type { Metric } from '@dandelion-loop/contract';
import { numbers, type SearchPlot } from '@dandelion-loop/wording';
import { CurvePlot } from '../../charts/curve-plot.tsx';
import { texts } from '../../texts/search.ts';

/** What taking held-out units in the order that was found gains over a random one. */
export function SearchCurve({ metric, curve }: { metric: Metric; curve: SearchPlot['curve'] }) {
  const largest = Math.max(...curve.map(({ gain }) => Math.abs(gain))) * numbers.scaleOf(metric);
  const decimals = numbers.decimalsFor(largest / 2);
  const gainWords = (gain: number) => numbers.difference(metric, gain, decimals);
  const unit = metric.kind === 'proportion' ? texts.points : texts.ownUnit;
  return (
    <CurvePlot
      name={texts.curveName}
      points={curve.map(({ fraction, gain }) => ({ x: fraction, y: gain }))}
      xTitle={texts.curveX}
      yTitle={texts.curveY(unit)}
      xWords={numbers.share}
      yWords={gainWords}
      sentence={({ x, y }) => texts.curveSentence(numbers.share(x), `${gainWords(y)} ${unit}`)}
    />
  );
}
