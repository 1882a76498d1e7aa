import { fewestUnitsOfGroup, type Metric, type SharedExperiment, type TestAnswer } from '@dandelion-loop/contract';
import {
  answerOf,
  bandWords,
  checksInOrder,
  healthMarks,
  healthSummary,
  metricsFinding,
  numbers,
  plotKey,
  plotOf,
  segmentsPlot,
  unitsOf,
} from '@dandelion-loop/wording';
import { useMemo } from 'react';
import { formatsOf } from '../../app/formats.ts';
import { IntervalPlot, PlotKey } from '../../charts/interval-plot.tsx';
import { sharedTexts as texts } from '../../texts/share.ts';
import { Details } from '../../ui/details.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { comparisonRow, groupRow, markTone } from '../experiments/result-rows.tsx';
import { Name, Said, spoken } from '../experiments/result-words.tsx';
import { answerOfShared } from './shared-answer.ts';
import { SharedFoot } from './shared-foot.tsx';
import { SharedTable } from './shared-table.tsx';
import { figuresOf, surenessOf, type Telling, tellingOf } from './shared-words.ts';

/** A result for people who never saw the program: what was asked, the answer, whether to believe it, and what it means. */
export function SharedExperimentView({ shared }: { shared: SharedExperiment }) {
  const answer = useMemo(() => answerOfShared(shared), [shared]);
  const { day } = useMemo(() => formatsOf({ locale: shared.locale, timeZone: 'UTC' }), [shared.locale]);
  const telling = shared.verdict === 'invalid' ? null : tellingOf(answer);
  return (
    <article>
      <p className="shared-mast">
        <b>{spoken(shared.workspace)}</b>
        {shared.sharedBy !== null && <span>{texts.by(spoken(shared.sharedBy))}</span>}
        <span className="as-of">{texts.asOf(day(shared.asOf))}</span>
      </p>
      <Head shared={shared} answer={answer} day={day} />
      <Believe answer={answer} />
      {shared.verdict === 'invalid' ? <Unreadable /> : <Found answer={answer} />}
      {telling && <Meaning telling={telling} />}
      {telling && <Sure answer={answer} telling={telling} />}
      <Groups answer={answer} shared={shared} />
      {answer.metrics.length > 0 && <Table answer={answer} />}
      <SharedFoot>
        {texts.readOnly} {texts.endsOn(day(shared.endsOn))}
      </SharedFoot>
    </article>
  );
}

const asks = (title: string): boolean => /[?？؟]\s*$/.test(title);

interface HeadProps {
  shared: SharedExperiment;
  answer: TestAnswer;
  day: (iso: string) => string;
}

function Head({ shared: { title, question, ranOn, filtered, variations }, answer, day }: HeadProps) {
  const units = unitsOf(answer.source);
  const basis = [
    texts.basis(numbers.counted(answer.source.units, units.one, units.many), numbers.counted(variations, 'variation')),
    ...(ranOn === null ? [] : [texts.ranOn(day(ranOn))]),
    ...(filtered ? [texts.filtered] : []),
  ];
  return (
    <PageHead
      question={
        <>
          {title !== null && (
            <span className="given">
              <Name room={300}>{title}</Name>
            </span>
          )}
          {(title === null || !asks(title)) && (
            <span className={title === null ? undefined : 'asked'}>{spoken(question)}</span>
          )}
        </>
      }
      answer={<Said saying={answerOf(answer)} />}
      basis={basis.join(' ')}
    />
  );
}

function Believe({ answer }: { answer: TestAnswer }) {
  const { say, because } = healthSummary(answer);
  const odd = checksInOrder(answer).filter(({ verdict }) => verdict !== 'ok');
  return (
    <section>
      <h2>
        <Glyph tone={healthMarks[answer.health.verdict].tone} coloured /> {say}
      </h2>
      <p className="shared-text">{because}</p>
      {odd.length > 0 && (
        <ul className="shared-checks">
          {odd.map(({ name, verdict, message }) => (
            <li key={name}>
              <Glyph tone={healthMarks[verdict].tone} coloured />
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Unreadable() {
  return (
    <section>
      <h2>{texts.unreadable}</h2>
      <p className="shared-text">{texts.unreadableWhy}</p>
    </section>
  );
}

/** Metrics whose pictures stand open; the others are one click away. */
const openMetrics = 3;

function Found({ answer }: { answer: TestAnswer }) {
  const { metrics } = answer;
  const marks = plotKey(metrics).map(({ tone, words }) => ({ tone: markTone(tone), words }));
  const band = metrics.some(({ comparisons }) => comparisons.some(({ practicalMargin }) => practicalMargin !== null));
  const rest = metrics.slice(openMetrics);
  return (
    <section>
      <h2>{spoken(metrics.length === 0 ? texts.found : metricsFinding(answer))}</h2>
      {metrics.slice(0, openMetrics).map((metric) => (
        <Picture key={metric.name} metric={metric} />
      ))}
      {rest.length > 0 && (
        <Details summary={texts.more(numbers.counted(rest.length, 'more metric'))}>
          {rest.map((metric) => (
            <Picture key={metric.name} metric={metric} />
          ))}
        </Details>
      )}
      {marks.length > 0 && <PlotKey marks={marks} band={band ? bandWords : undefined} />}
    </section>
  );
}

function Picture({ metric }: { metric: Metric }) {
  const { name, opponent, frame, rows } = plotOf(metric);
  if (rows.length === 0) return null;
  return (
    <IntervalPlot
      name={spoken(name)}
      head={
        <h3>
          <Name>{name}</Name>
          {opponent !== null && (
            <small>
              {' '}
              {texts.against} <Name>{opponent}</Name>
            </small>
          )}
        </h3>
      }
      unit={frame.unit}
      ground={frame}
      groups={[{ key: 'all', rows: rows.map(comparisonRow) }]}
    />
  );
}

function Meaning({ telling }: { telling: Telling }) {
  const figures = figuresOf(telling);
  if (figures === null) return null;
  return (
    <section>
      <h2>{texts.meaning}</h2>
      <dl className="shared-figures">
        {figures.map(({ value, label }) => (
          <div key={label}>
            <dt>{spoken(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="shared-text">{texts.thisTest}</p>
    </section>
  );
}

function Sure({ answer, telling }: { answer: TestAnswer; telling: Telling }) {
  const { say, because } = surenessOf(answer, telling);
  const tested = answer.metrics.flatMap(({ name, comparisons }) =>
    comparisons.flatMap(({ variation, adjustedPValue }) =>
      adjustedPValue === null ? [] : [{ name, variation, value: numbers.pValue(adjustedPValue) }],
    ),
  );
  return (
    <section>
      <h2>{say}</h2>
      {because.map((paragraph) => (
        <p key={paragraph} className="shared-text">
          {spoken(paragraph)}
        </p>
      ))}
      {tested.length > 0 && (
        <Details summary={texts.statistics}>
          <ul className="shared-tests">
            {tested.slice(0, 100).map(({ name, variation, value }) => (
              <li key={`${name}\n${variation}`}>{spoken(texts.statisticsOf(variation, name, value))}</li>
            ))}
          </ul>
          {tested.length > 1 && <p className="shared-adjusted">{texts.adjusted}</p>}
        </Details>
      )}
    </section>
  );
}

function Table({ answer }: { answer: TestAnswer }) {
  return (
    <section>
      <h2>{texts.table}</h2>
      <SharedTable metrics={answer.metrics} />
    </section>
  );
}

function Groups({ answer, shared }: { answer: TestAnswer; shared: SharedExperiment }) {
  const plot = segmentsPlot(answer);
  if (plot === null || shared.groups === null) return null;
  return (
    <section>
      <h2>{spoken(plot.finding)}</h2>
      <IntervalPlot
        name={texts.groupsName}
        head={
          <h3>
            <Name>{plot.name}</Name>
          </h3>
        }
        unit={plot.unit}
        ground={plot.frame}
        groups={plot.groups.map(({ variation, column, rows, folded }) => ({
          key: variation,
          heading: spoken(texts.groupsBy(variation, column)),
          rows: [...rows, ...folded].map(groupRow),
        }))}
      />
      {shared.groups.someLeftOut && <p className="shared-aside">{texts.groupsLeftOut(fewestUnitsOfGroup)}</p>}
    </section>
  );
}
