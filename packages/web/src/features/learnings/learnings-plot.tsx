import type { Learning, Library } from '@dandelion-loop/contract';
import { lineOf } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { MarkTone } from '../../charts/interval-mark.tsx';
import { type IntervalGroup, IntervalPlot, type IntervalRow, PlotKey } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/learnings.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Section } from '../../ui/section.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { LearningName } from './learning-name.tsx';
import { learningsFinding, type Shown } from './learnings-answer.ts';
import { estimateOn, inHundred, type LearningsAxis, learningsAxis, rangeOf, writtenOn } from './learnings-axis.ts';
import { flagsOf, groupsOf, isKnown, type LearningsGroup, outlyingTests, toneOf } from './learnings-groups.ts';
import { LearningsTable } from './learnings-table.tsx';

interface PlotProps {
  shown: Shown;
  library: Library;
  /** Numbers with the invalid and suspect tests. */
  withAll: boolean;
}

const numbersOf = (learning: Learning, withAll: boolean) => rangeOf(withAll ? learning.withAll : learning);

/** All learnings of one metric by what is known of them, under one axis. */
export function LearningsPlot({ shown, library, withAll }: PlotProps) {
  const [all, setAll] = useState(false);
  const { learnings, metric } = shown;
  const { practical, level } = library;
  // Of too few tests nothing is drawn, so they take no part in the axis.
  const drawn = learnings.filter(({ verdict }) => verdict !== 'too-few');
  const ranges = drawn.map((of) => ({ of, range: numbersOf(of, withAll) }));
  const axis = learningsAxis({ learnings, ranges, practical, level });
  const groups = groupsOf(learnings);
  const folded = groups.reduce((sum, group) => sum + group.folded.length, 0);
  const row = (learning: Learning) => learningRow({ learning, shown, axis, level, withAll });
  return (
    <Section finding={spoken(learningsFinding(shown))}>
      <IntervalPlot
        name={spoken(texts.plotName(metric))}
        head={spoken(texts.plotHead(metric))}
        unit={texts.unit(level)}
        heads={texts.heads}
        ground={axis.frame}
        groups={groups.map((group) =>
          groupOf(group, metric, (all ? [...group.learnings, ...group.folded] : group.learnings).map(row)),
        )}
        dense
      />
      {folded > 0 && (
        <p className="learnings-more">
          <Button aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? texts.showFewer : texts.showAll(folded)}
          </Button>
        </p>
      )}
      {withAll && <p className="learnings-aside">{texts.withAllNote}</p>}
      <Key tones={new Set(drawn.map(toneOf))} band={axis.frame.band !== null} />
      <Details summary={texts.tableSummary}>
        <LearningsTable
          shown={shown}
          axis={axis}
          learnings={groups.flatMap((group) => [...group.learnings, ...group.folded])}
        />
      </Details>
    </Section>
  );
}

function groupOf({ verdict, learnings }: LearningsGroup, metric: string, rows: IntervalRow[]): IntervalGroup {
  const first = learnings[0]!;
  const [before, after] = texts.groups[verdict]('\n').split('\n');
  // Where less is better, the mark alone would seem to contradict the word.
  const less = isKnown(first) && first.favorable === (verdict === 'lowers');
  return {
    key: verdict,
    heading: (
      <span className="learnings-group">
        <Glyph tone={toneOf(first)} coloured />
        <span>
          {before}
          {after !== undefined && <Name>{metric}</Name>}
          {after} {less && <small>{first.favorable ? texts.toTheGood : texts.toTheBad}</small>}
        </span>
      </span>
    ),
    rows,
  };
}

interface RowInput {
  learning: Learning;
  shown: Shown;
  axis: LearningsAxis;
  level: number;
  withAll: boolean;
}

/** With other tests than it was judged by, an interval may hold zero. */
const settledTone = (learning: Learning, { low, high }: { low: number; high: number }): MarkTone =>
  isKnown(learning) && low <= 0 && high >= 0 ? 'uncertain' : toneOf(learning);

function learningRow({ learning, shown, axis, level, withAll }: RowInput): IntervalRow {
  const range = numbersOf(learning, withAll);
  const tests = withAll ? learning.withAll.tests : learning.tests;
  const label = (
    <span className="learnings-label">
      <Link to="/learnings/$id" params={{ id: learning.id }}>
        <LearningName learning={learning} attributes={shown.attributes} />
      </Link>
      <Flags learning={learning} shown={shown} level={level} />
    </span>
  );
  const shared = { key: learning.id, label, tone: settledTone(learning, range) };
  if (learning.verdict === 'too-few')
    return { ...shared, line: null, text: null, interval: null, reason: texts.needed(tests, learning.testsNeeded) };
  const estimate = estimateOn(axis.relative, learning, range);
  return {
    ...shared,
    line: lineOf(axis.frame, estimate),
    ...writtenOn(axis, estimate),
    cells: [texts.tests(tests), withAll ? inHundred(null) : inHundred(isKnown(learning) ? learning.nextAgrees : null)],
  };
}

/** Flags that all rows would have are said once, in the basis of the page. */
function Flags({ learning, shown, level }: Pick<RowInput, 'learning' | 'shown' | 'level'>) {
  const allOld = shown.learnings.every(({ stale }) => stale);
  const flags = flagsOf(learning, level).filter((flag) => flag !== 'stale' || !allOld);
  return flags.map((flag) => (
    <span key={flag} className={`learnings-flag ${flag}`} title={texts.flagHints[flag]}>
      {(flag === 'drifted' || flag === 'disputed') && <Glyph tone="warning" />}
      {texts.flags[flag](outlyingTests(learning))}
    </span>
  ));
}

const keyOrder = ['better', 'worse', 'none', 'uncertain'] as const;

function Key({ tones, band }: { tones: ReadonlySet<MarkTone>; band: boolean }) {
  const marks = keyOrder.filter((tone) => tones.has(tone)).map((tone) => ({ tone, words: texts.key[tone] }));
  return marks.length > 0 && <PlotKey marks={marks} band={band ? texts.band : undefined} />;
}
