import type { TestAnswer } from '@dandelion-loop/contract';
import { type MetricTable, numbers, resultTable, type TableRow } from '@dandelion-loop/wording';
import type { ComponentProps } from 'react';
import { texts } from '../../texts/experiment.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { notesOf } from './result-notes.tsx';
import './result-table.css';
import { Name } from './result-words.tsx';

/** Every number, in one table. */
export function ResultTable({ answer }: { answer: TestAnswer }) {
  const { heads, metrics, notes } = resultTable(answer);
  if (metrics.length === 0) return null;
  return (
    <Section finding={texts.tableFinding} note={notesOf(notes)}>
      <div className="result-table">
        <DataTable caption={texts.tableCaption} hideCaption>
          <thead>
            <tr>
              <th scope="col">{texts.variation}</th>
              {heads.map((head) => (
                <th key={head} scope="col" className="num">
                  {head}
                </th>
              ))}
              <th scope="col" className="last">
                {texts.verdict}
              </th>
            </tr>
          </thead>
          {metrics.map((metric) => (
            <MetricRows key={metric.name} metric={metric} columns={heads.length + 2} />
          ))}
        </DataTable>
      </div>
    </Section>
  );
}

function MetricRows({ metric: { name, rows, left }, columns }: { metric: MetricTable; columns: number }) {
  return (
    <tbody>
      <tr className="group">
        <th colSpan={columns} scope="rowgroup">
          <Name room={120}>{name}</Name>
        </th>
      </tr>
      {rows.map((row) => (
        <Row key={`${row.variation}${row.verdict === null}`} row={row} />
      ))}
      {left > 0 && (
        <tr>
          <td colSpan={columns} className="quiet">
            {texts.moreInExport(numbers.counted(left, 'more variation'))}
          </td>
        </tr>
      )}
    </tbody>
  );
}

type Tone = ComponentProps<typeof Verdict>['tone'];

function Row({ row: { variation, cells, verdict } }: { row: TableRow }) {
  return (
    <tr>
      <th scope="row">
        <Name room={48}>{variation}</Name>
      </th>
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a row never change their places.
        <td key={index} className={cell === numbers.dash ? 'num quiet' : 'num'}>
          {cell}
        </td>
      ))}
      {verdict === null ? (
        <td className="last quiet">{texts.comparedWith}</td>
      ) : (
        <td className="last">
          <Verdict tone={verdict.mark.tone satisfies Tone}>{verdict.words}</Verdict>
        </td>
      )}
    </tr>
  );
}
