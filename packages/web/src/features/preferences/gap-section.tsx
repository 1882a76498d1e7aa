import type { PreferenceShare } from '@dandelion-loop/contract';
import { chooseAxis, numbers, type PlotLine, position } from '@dandelion-loop/wording';
import type { Ground } from '../../charts/interval-mark.tsx';
import { IntervalPlot, type IntervalRow } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/preferences.ts';
import { Section } from '../../ui/section.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { gapFinding, gapRows, whole } from './preference-words.ts';

const hundred = (share: number | null): number | null => (share === null ? null : share * 100);
const signed = (points: number): string => numbers.fixed(points, 0, true);

function axisOf(shares: readonly PreferenceShare[]) {
  const drawn = shares.map(({ gap, gapLow, gapHigh }) => ({
    ...{ value: hundred(gap), low: hundred(gapLow), high: hundred(gapHigh) },
  }));
  return chooseAxis(drawn, null, 4);
}
type Axis = ReturnType<typeof axisOf>;

const groundOf = (axis: Axis): Ground => ({
  ticks: axis.ticks.map((value) => ({ value, label: signed(value), at: position(axis, value) })),
  ...{ zero: position(axis, 0), band: null },
});

function lineOf({ gap, gapLow, gapHigh }: PreferenceShare, axis: Axis): PlotLine | null {
  if (gap === null || gapLow === null || gapHigh === null) return null;
  const at = (share: number) => position(axis, share * 100);
  const inside = (place: number) => Math.min(1, Math.max(0, place));
  return {
    ...{ at: inside(at(gap)), from: inside(at(gapLow)), to: inside(at(gapHigh)) },
    ...{ clippedLow: at(gapLow) < 0, clippedHigh: at(gapHigh) > 1 },
  };
}

function rowOf(share: PreferenceShare, answers: number, axis: Axis): IntervalRow {
  const { option, members, gap, gapLow, gapHigh, expectedByOwn, expectedByOthers, reasons } = share;
  const settled = gapLow !== null && gapHigh !== null && (gapLow > 0 || gapHigh < 0);
  const between = gapLow !== null && gapHigh !== null;
  return {
    key: option,
    label: <Name room={200}>{option}</Name>,
    sub:
      gap === null
        ? undefined
        : texts.gapSub(whole(expectedByOwn), members, whole(expectedByOthers), answers - members),
    ...{ tone: settled ? 'none' : 'uncertain', line: lineOf(share, axis) },
    text: gap === null ? null : signed(gap * 100),
    interval: between ? `${signed(gapLow * 100)} to ${signed(gapHigh * 100)}` : null,
    reason: gap === null ? reasons.gap : between ? undefined : reasons.gapLow,
  };
}

interface GapSectionProps {
  shares: readonly PreferenceShare[];
  answers: number;
  /** Sentences of the server that say the same. */
  findings: readonly string[];
}

/** The false-consensus gap of each option. */
export function GapSection({ shares, answers, findings }: GapSectionProps) {
  const rows = gapRows(shares);
  const axis = axisOf(rows);
  return (
    <Section finding={gapFinding(shares)} note={<HowToRead two={rows.length < shares.length} />}>
      <IntervalPlot
        name={texts.gapName}
        head={texts.gapHead}
        unit={texts.gapUnit}
        ground={groundOf(axis)}
        groups={[{ key: 'all', rows: rows.map((share) => rowOf(share, answers, axis)) }]}
      />
      {findings.length > 0 && (
        <ul className="preference-findings">
          {findings.map((finding) => (
            <li key={finding}>{spoken(finding)}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function HowToRead({ two }: { two: boolean }) {
  return (
    <>
      <h3>{texts.gapNoteTitle}</h3>
      <p>{texts.gapNote}</p>
      {two && <p>{texts.gapTwo}</p>}
      <h3>{texts.sampleTitle}</h3>
      <p>{texts.gapDoubt}</p>
    </>
  );
}
