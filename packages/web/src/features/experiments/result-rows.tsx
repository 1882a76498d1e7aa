import type { GroupMark, PlotMark, PlotRow, Tone } from '@dandelion-loop/wording';
import type { MarkTone } from '../../charts/interval-mark.tsx';
import type { IntervalRow } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/experiment.ts';
import { Name, spoken } from './result-words.tsx';

/** Comparisons of an answer as rows of the chart. */

/** Of comparisons; the two that only checks have are never theirs. */
export const markTone = (tone: Tone): MarkTone => (tone === 'ok' || tone === 'warning' ? 'uncertain' : tone);

const marked = ({ tone, line, text, interval, words, reason }: PlotMark) => ({
  tone: markTone(tone),
  line,
  text,
  interval,
  words,
  reason: reason === null ? null : spoken(reason),
});

export const comparisonRow = (row: PlotRow): IntervalRow => ({
  ...marked(row),
  key: `${row.variation}\n${row.comparison.control}`,
  label: (
    <>
      <Name>{row.variation}</Name>
      <Against opponent={row.opponent} />
    </>
  ),
  sub: row.values,
});

export const groupRow = (row: GroupMark): IntervalRow => ({
  ...marked(row),
  key: row.name,
  label: (
    <>
      <Name>{row.name}</Name> <span className="quiet n">{row.units}</span>
    </>
  ),
});

export function Against({ opponent }: { opponent: string | null }) {
  if (opponent === null) return null;
  const [before, after] = texts.against('\n').split('\n');
  return (
    <span className="quiet">
      {' '}
      {before}
      <Name>{opponent}</Name>
      {after}
    </span>
  );
}
