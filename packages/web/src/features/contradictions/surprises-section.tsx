import { getSurprises, type Surprise } from '@dandelion-loop/contract';
import { lineOf, numbers, oneIn } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useAnswer } from '../../app/queries.ts';
import { type IntervalGroup, IntervalPlot } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/contradictions.ts';
import { Section } from '../../ui/section.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { LearningName } from '../learnings/learning-name.tsx';
import type { Attributes } from '../learnings/learning-names.ts';
import { estimateOn, type LearningsAxis, learningsAxis, type Range, writtenOn } from '../learnings/learnings-axis.ts';
import './contradictions.css';

const rangeOf = ({ value, low, high }: { value: number; low: number; high: number }): Range => ({
  effect: value,
  low,
  high,
});

interface SurprisesProps {
  metric: string;
  attributes: Attributes;
}

/** What is known and was expected otherwise: where it was expected, and where it is. */
export function SurprisesSection({ metric, attributes }: SurprisesProps) {
  const { data } = useAnswer(getSurprises, { query: { metric, limit: 5 } });
  if (data === undefined) return null;
  const { surprises } = data;
  const note = (
    <>
      <h3>{texts.surpriseTitle}</h3>
      <p>{texts.surpriseText}</p>
    </>
  );
  if (surprises.length === 0)
    return (
      <Section finding={texts.noSurprise} note={note}>
        <p className="quiet">{texts.noSurpriseText}</p>
      </Section>
    );
  const scaled = (surprise: Surprise) => ({
    ...surprise.learning,
    ...{ kind: 'mean' as const, relative: surprise.foundRelative },
  });
  const axis = learningsAxis({
    learnings: surprises.map(scaled),
    ranges: surprises.flatMap((one) =>
      [one.found, one.expected].flatMap((range) =>
        range === null ? [] : [{ of: scaled(one), range: rangeOf(range) }],
      ),
    ),
    ...{ practical: { value: 0, relative: true }, level: 0.95 },
  });
  return (
    <Section finding={texts.surprise(surprises.length)} note={note}>
      <IntervalPlot
        name={texts.surprise(surprises.length)}
        head={spoken(texts.head(metric))}
        unit={axis.frame.unit}
        ground={axis.frame}
        groups={surprises.map((surprise) => groupOf(surprise, axis, scaled(surprise), attributes))}
        dense
      />
    </Section>
  );
}

function groupOf(
  { learning, expected, probability, found, belief, seldom }: Surprise,
  axis: LearningsAxis,
  scaled: Parameters<typeof estimateOn>[1],
  attributes: Attributes,
): IntervalGroup {
  const mark = (range: { value: number; low: number; high: number }) => {
    const estimate = estimateOn(axis.relative, scaled, rangeOf(range));
    return { line: lineOf(axis.frame, estimate), ...writtenOn(axis, estimate) };
  };
  return {
    key: `${learning.id} ${belief?.id ?? ''}`,
    heading: (
      <>
        <Link to="/learnings/$id" params={{ id: learning.id }}>
          <LearningName learning={learning} attributes={attributes} />
        </Link>{' '}
        <small>
          {belief === null ? texts.asFarOut(oneIn(seldom)) : <Name room={80}>{texts.claimed(belief.name)}</Name>}
        </small>
      </>
    ),
    rows: [
      expected === null
        ? {
            ...{ key: 'expected', label: texts.expected, tone: 'uncertain', line: null, text: null, interval: null },
            reason: texts.byMembers(numbers.chance(probability)),
          }
        : { key: 'expected', label: texts.expected, tone: 'uncertain', ...mark(expected) },
      { key: 'found', label: texts.foundWord, tone: 'none', ...mark(found) },
    ],
  };
}
