import type { Learning } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/learnings.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { LearningName } from './learning-name.tsx';
import type { Shown } from './learnings-answer.ts';
import { estimateOn, inHundred, type LearningsAxis, rangeOf, writtenOn } from './learnings-axis.ts';
import { toneOf } from './learnings-groups.ts';

interface TableProps {
  shown: Shown;
  axis: LearningsAxis;
  /** In the order of the plot. */
  learnings: readonly Learning[];
}

/** What the plot draws, and what it leaves out, as numbers. */
export function LearningsTable({ shown, axis, learnings }: TableProps) {
  const [subject, verdict, ...figures] = texts.tableHeads;
  return (
    <DataTable caption={spoken(texts.tableCaption(shown.metric))} hideCaption>
      <thead>
        <tr>
          <th scope="col">{subject}</th>
          <th scope="col">{verdict}</th>
          {figures.map((head) => (
            <th key={head} scope="col" className="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {learnings.map((learning) => (
          <tr key={learning.id}>
            <th scope="row">
              <LearningName learning={learning} attributes={shown.attributes} />
            </th>
            <td>
              <Verdict tone={toneOf(learning)}>{texts.verdictWords[learning.verdict]}</Verdict>
            </td>
            {figuresOf(axis, learning).map((figure, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a row never change their places.
              <td key={at} className="num">
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function figuresOf(axis: LearningsAxis, learning: Learning): string[] {
  const estimate = estimateOn(axis.relative, learning, rangeOf(learning));
  const all = estimateOn(axis.relative, learning, rangeOf(learning.withAll));
  const one = (value: number | null) => writtenOn(axis, { value, low: null, high: null }).text;
  return [
    one(estimate.value),
    one(estimate.low),
    one(estimate.high),
    one(all.value),
    numbers.count(learning.tests),
    learning.testsNeeded === null ? numbers.dash : numbers.count(learning.testsNeeded),
    inHundred(learning.nextAgrees),
    numbers.pValue(learning.qValue).replace('p', 'q'),
  ];
}
