import type { Metric, SearchSplit } from '@dandelion-loop/contract';
import { numbers, type SearchPlot } from '@dandelion-loop/wording';
import type { ReactNode } from 'react';
import { texts } from '../../texts/search.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Heads } from '../../ui/heads.tsx';
import { Name, spoken } from './result-words.tsx';

function Table({ caption, heads, children }: { caption: string; heads: readonly string[]; children: ReactNode }) {
  return (
    <DataTable caption={caption} hideCaption>
      <Heads of={heads} />
      <tbody>{children}</tbody>
    </DataTable>
  );
}

/** The groups in numbers. */
export function SearchGroups({ rows }: Pick<SearchPlot, 'rows'>) {
  return (
    <Table caption={texts.table} heads={texts.tableHeads}>
      {rows.map(({ key, condition, units, share, text, interval, tested }) => (
        <tr key={key}>
          <th scope="row">
            <Name room={120}>{condition}</Name>
          </th>
          <td className="n">{units}</td>
          <td className="n">{share}</td>
          <td className="n">{text ?? numbers.dash}</td>
          <td className="n">{interval ?? numbers.dash}</td>
          <td className="n">{tested}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Every split, also those that were not confirmed. */
export function SearchSplits({ splits, metric }: { splits: readonly SearchSplit[]; metric: Metric }) {
  const decimals = numbers.decimalsOf(
    metric,
    splits.map(({ tested }) => tested),
  );
  return (
    <Table caption={texts.splits} heads={texts.splitHeads}>
      {splits.map(({ within, first, second, tested, adjustedPValue, confirmed }) => (
        <tr key={`${within}\n${first.condition}`}>
          <th scope="row">
            <Name room={120}>{within || texts.everybody}</Name>
          </th>
          <td>
            <Name room={120}>{first.condition}</Name>
          </td>
          <td>
            <Name room={120}>{second.condition}</Name>
          </td>
          <td className="n">
            {tested.value === null
              ? numbers.dash
              : `${numbers.difference(metric, tested.value, decimals)} (${numbers.interval(metric, tested, decimals)})`}
          </td>
          <td className="n">{spoken(numbers.pValue(adjustedPValue))}</td>
          <td>{confirmed ? texts.yes : texts.no}</td>
        </tr>
      ))}
    </Table>
  );
}
