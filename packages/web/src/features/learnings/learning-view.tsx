import type { LearningDetails } from '@dandelion-loop/contract';
import { inSentence, lineOf, numbers } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { IntervalPlot, type IntervalRow } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/learning.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Said, spoken } from '../experiments/result-words.tsx';
import { type LearningPart, learningAnswer, learningBasis } from './learning-answer.ts';
import { LearningCarriers } from './learning-carriers.tsx';
import { LearningConfirmed } from './learning-confirmed.tsx';
import { LearningContradictions } from './learning-contradictions.tsx';
import { LearningDoubts } from './learning-doubts.tsx';
import { LearningRerun } from './learning-rerun.tsx';
import { differs, type ScopeMeasure, scopeGroups, scopeRange } from './learning-scopes.tsx';
import {
  estimateOn,
  inHundred,
  type LearningsAxis,
  learningsAxis,
  type Range,
  rangeOf,
  writtenOn,
} from './learnings-axis.ts';
import { toneOf } from './learnings-groups.ts';

interface ViewProps extends LearningPart {
  /** Reads all tests; null where they are read. */
  onAll: (() => void) | null;
}

export function LearningView({ details, library, onAll }: ViewProps) {
  const { learning, attribute, computedAt } = details;
  const { moment, day } = useFormats();
  return (
    <div className="learnings learning">
      <PageHead
        context={
          <nav aria-label={texts.breadcrumb}>
            <ul className="crumbs">
              <li>
                <Link to="/learnings" search={{ metric: learning.metric }}>
                  {texts.learnings}
                </Link>
              </li>
            </ul>
          </nav>
        }
        question={spoken(texts.question(attribute.name, inSentence(learning.metric)))}
        answer={<Said saying={learningAnswer(details)} />}
        basis={<Said saying={learningBasis(details, library, { day, computed: moment(computedAt) })} />}
      />
      <Together details={details} library={library} />
      <Scopes details={details} library={library} />
      <LearningContradictions details={details} />
      <WhatCounts details={details} />
      <LearningCarriers details={details} library={library} onAll={onAll} />
      <LearningConfirmed learning={details.learning} />
      <LearningRerun details={details} />
    </div>
  );
}

/** The pooled effect, where the next test may land, and what leaving tests out changes. */
function Together({ details, library }: LearningPart) {
  const { learning } = details;
  const { practical, level } = library;
  const { predictionLow, predictionHigh, withAll } = learning;
  const next: Range | null =
    predictionLow === null || predictionHigh === null
      ? null
      : { effect: learning.effect, low: predictionLow, high: predictionHigh };
  const ranges = [learning, withAll, ...(next ? [next] : [])].map((range) => ({ of: learning, range: rangeOf(range) }));
  const axis = learningsAxis({ learnings: [learning], ranges, practical, level });
  const row = (key: string, label: string, range: Range, tests: number): IntervalRow => {
    const estimate = estimateOn(axis.relative, learning, range);
    return {
      key,
      label,
      sub: texts.tests(tests),
      tone: range.low <= 0 && range.high >= 0 && toneOf(learning) !== 'none' ? 'uncertain' : toneOf(learning),
      line: lineOf(axis.frame, estimate),
      ...writtenOn(axis, estimate),
    };
  };
  const rows = [row('believed', texts.believed, rangeOf(learning), learning.tests)];
  const landing = next && lineOf(axis.frame, estimateOn(axis.relative, learning, next));
  if (landing) rows[0] = { ...rows[0]!, prediction: landing };
  if (withAll.tests > learning.tests) rows.push(row('all', texts.withAll, rangeOf(withAll), withAll.tests));
  return (
    <Section finding={nextFinding(learning.nextAgrees)} note={<LearningDoubts details={details} library={library} />}>
      <IntervalPlot
        name={texts.togetherName}
        head={spoken(texts.head(learning.metric))}
        unit={axis.frame.unit}
        ground={axis.frame}
        groups={[{ key: 'all', rows }]}
      />
      <p className="learnings-aside">{nextWords(next, axis, details)}</p>
    </Section>
  );
}

const nextFinding = (chance: number | null): string =>
  chance === null ? texts.noPrediction : texts.nextFinding(inHundred(chance));

function nextWords(next: Range | null, axis: LearningsAxis, { learning }: LearningDetails): string {
  if (next === null) return spoken(learning.reasons.predictionLow ?? texts.noPredictionWhy);
  const estimate = estimateOn(axis.relative, learning, next);
  const places = { ...axis, frame: { ...axis.frame, decimals: 0 } };
  return texts.nextLands((axis.relative ? writtenOn(places, estimate) : writtenOn(axis, estimate)).interval);
}

/** Years, halves, channels: does it hold everywhere? */
function Scopes({ details: { learning }, library }: LearningPart) {
  const [measure, setMeasure] = useState<ScopeMeasure>('expected');
  const { practical, level } = library;
  if (learning.scopes.length === 0)
    return (
      <Section finding={texts.noScopes}>
        <p>{spoken(learning.reasons.scopes ?? texts.noScopesWhy)}</p>
      </Section>
    );
  const axis = learningsAxis({
    learnings: [learning],
    // One axis for both ways to look, so that marks show how far they move.
    ranges: learning.scopes.flatMap((scope) =>
      (['expected', 'measured'] as const).map((way) => ({ of: learning, range: scopeRange(scope, way) })),
    ),
    ...{ practical, level },
  });
  const apart = learning.scopeDifferences.filter(({ dimension }) => differs(learning, dimension, level)).length;
  return (
    <Section
      finding={apart > 0 ? texts.scopesDiffer : texts.scopesAgree}
      controls={
        <Segmented
          legend={texts.scopeMeasure}
          value={measure}
          onValue={setMeasure}
          choices={[
            { value: 'expected', label: texts.expected },
            { value: 'measured', label: texts.measured },
          ]}
        />
      }
      note={
        <>
          <h3>{texts.scopesNoteTitle}</h3>
          <p>{measure === 'expected' ? texts.expectedNote : texts.measuredNote}</p>
          <Drift learning={learning} />
        </>
      }
    >
      <IntervalPlot
        name={texts.scopesName}
        head={spoken(texts.head(learning.metric))}
        unit={axis.frame.unit}
        ground={axis.frame}
        groups={scopeGroups(learning, axis, measure, level)}
        dense
      />
    </Section>
  );
}

function Drift({ learning }: Pick<LearningDetails, 'learning'>) {
  const { drift } = learning;
  if (drift === null) return null;
  const range = estimateOn(learning.relative !== null, learning, { ...drift, effect: drift.perYear });
  const points = (value: number | null) =>
    value === null ? numbers.dash : numbers.fixed(learning.relative === null ? value : value * 100, 1, true);
  return (
    <>
      <h3>{texts.driftTitle}</h3>
      <p>{texts.drift(points(range.value), points(range.low), points(range.high), learning.relative !== null)}</p>
    </>
  );
}

/** What makes a variation have it. */
function WhatCounts({ details: { attribute, learning } }: Pick<LearningPart, 'details'>) {
  const { explains, column, coder } = attribute;
  return (
    <Section finding={texts.whatCounts}>
      <p className="learnings-aside">{spoken(explains ?? (coder === null ? texts.givenLevels : texts.unexplained))}</p>
      <p className="learnings-aside">
        {spoken(texts.compared(learning.level, learning.reference))}{' '}
        {column !== null && spoken(coder === null ? texts.fromColumn(column) : texts.readFrom(column, coder))}
      </p>
    </Section>
  );
}
