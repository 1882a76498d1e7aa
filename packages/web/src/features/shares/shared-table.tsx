import type { Comparison, Metric } from '@dandelion-loop/contract';
import { byInterest, comparisonMarks, decimalsOfMetric, numbers, verdictWords } from '@dandelion-loop/wording';
import { sharedTexts as texts } from '../../texts/share.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { markTone } from '../experiments/result-rows.tsx';
import { Name } from '../experiments/result-words.tsx';

/** Differences with their ranges, as numbers. */
export function SharedTable({ metrics }: { metrics: readonly Metric[] }) {
  return (
    <div className="shared-table">
      <BlockTable caption={texts.tableCaption}>
        <thead>
          <tr>
            {texts.tableHeads.map((head, index) => (
              <th key={head} scope="col" className={index === 0 ? undefined : 'num'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {metrics.map((metric) => (
          <Rows key={metric.name} metric={metric} />
        ))}
      </BlockTable>
    </div>
  );
}

const most = 50;

function Rows({ metric }: { metric: Metric }) {
  const shown = byInterest(metric.comparisons, most);
  const controls = [...new Set(shown.flatMap(({ control }) => (control === null ? [] : [control])))];
  return (
    <tbody>
      <tr className="group">
        <th colSpan={texts.tableHeads.length} scope="rowgroup">
          <Name room={120}>{metric.name}</Name>
        </th>
      </tr>
      {controls.map((name) => (
        <Control key={name} metric={metric} name={name} />
      ))}
      {shown.map((comparison) => (
        <Row key={`${comparison.variation}\n${comparison.control}`} metric={metric} comparison={comparison} />
      ))}
    </tbody>
  );
}

const resultIn = (metric: Metric, name: string): string =>
  numbers.metricValue(metric, metric.variations.find((one) => one.name === name)?.value, decimalsOfMetric(metric));

const [, result, difference, range] = texts.tableHeads;

function Control({ metric, name }: { metric: Metric; name: string }) {
  return (
    <tr>
      <th scope="row">
        <Name room={60}>{name}</Name>
        <small>{texts.comparedWith}</small>
      </th>
      <td className="num" data-label={result}>
        {resultIn(metric, name)}
      </td>
      <td className="num" />
      <td className="num" />
    </tr>
  );
}

function Row({ metric, comparison }: { metric: Metric; comparison: Comparison }) {
  const decimals = decimalsOfMetric(metric);
  const points = metric.kind === 'proportion' ? ' points' : '';
  const written = numbers.difference(metric, comparison.difference.value, decimals);
  return (
    <tr>
      <th scope="row">
        <Name room={60}>{comparison.variation}</Name>
        <small>
          <Verdict tone={markTone(comparisonMarks[comparison.verdict].tone)}>{verdictWords(comparison)}</Verdict>
        </small>
      </th>
      <td className="num" data-label={result}>
        {resultIn(metric, comparison.variation)}
      </td>
      <td className="num" data-label={difference}>
        {written}
        {written !== numbers.dash && points}
      </td>
      <td className="num" data-label={range}>
        {comparison.difference.value === null
          ? numbers.dash
          : numbers.interval(metric, comparison.difference, decimals)}
      </td>
    </tr>
  );
}
