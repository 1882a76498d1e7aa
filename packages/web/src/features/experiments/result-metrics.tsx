import type { Metric, TestAnswer } from '@dandelion-loop/contract';
import {
  bandWords,
  metricNotes,
  metricsFinding,
  numbers,
  type PlotMeasure,
  type PlotRow,
  plotKey,
  plotOf,
} from '@dandelion-loop/wording';
import { IntervalPlot, PlotKey } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/experiment.ts';
import { Details } from '../../ui/details.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import './result-metrics.css';
import { notesOf } from './result-notes.tsx';
import { Against, comparisonRow, markTone } from './result-rows.tsx';
import { Name, spoken } from './result-words.tsx';

interface MetricsProps {
  answer: TestAnswer;
  measure: PlotMeasure;
  onMeasure: (measure: PlotMeasure) => void;
}

/** One plot per metric, its comparisons under one axis. */
export function ResultMetrics({ answer, measure, onMeasure }: MetricsProps) {
  const { metrics, health } = answer;
  const readable = metrics.length > 0 && health.verdict !== 'invalid';
  return (
    <Section
      finding={spoken(metrics.length === 0 ? texts.noMetric : metricsFinding(answer))}
      note={notesOf(metricNotes(answer, 'page'))}
      controls={readable && <MeasureSwitch measure={measure} onMeasure={onMeasure} />}
    >
      {metrics.map((metric) => (
        <MetricPlot key={metric.name} metric={metric} measure={measure} />
      ))}
      <Key metrics={metrics} />
    </Section>
  );
}

export function MeasureSwitch({ measure, onMeasure }: Pick<MetricsProps, 'measure' | 'onMeasure'>) {
  return (
    <Segmented
      legend={texts.measure}
      value={measure}
      onValue={onMeasure}
      choices={[
        { value: 'difference', label: texts.differences },
        { value: 'lift', label: texts.lifts },
      ]}
    />
  );
}

function MetricPlot({ metric, measure }: { metric: Metric; measure: PlotMeasure }) {
  const { name, lowerIsBetter, opponent, frame, rows, left } = plotOf(metric, { measure });
  const head = (
    <h3>
      <Name>{name}</Name>{' '}
      <small>
        <Against opponent={opponent} />
        {lowerIsBetter && ` (${texts.lowerIsBetter})`}
      </small>
    </h3>
  );
  if (rows.length === 0)
    return (
      <div className="metric">
        {head}
        <p className="quiet">{texts.nothingToCompare}</p>
      </div>
    );
  return (
    <div className="metric">
      <IntervalPlot
        name={texts.plotName(spoken(name))}
        head={head}
        unit={frame.unit}
        ground={frame}
        groups={[{ key: 'all', rows: rows.map(comparisonRow) }]}
      />
      {left > 0 && (
        <p className="left-out">
          {texts.moreVariations(numbers.counted(left, 'more variation'))} {texts.seeTable}
        </p>
      )}
      <Sentences rows={rows} open={metric.primary && rows.length <= mostOpen} />
    </div>
  );
}

const mostOpen = 3;

/** Every comparison in its own words; open where the answer rests on few of them. */
function Sentences({ rows, open }: { rows: readonly PlotRow[]; open: boolean }) {
  const list = (
    <ul className="sentences">
      {rows.map(({ comparison, tone, sentence }) => (
        <li key={`${comparison.variation}\n${comparison.control}`}>
          <Glyph tone={markTone(tone)} coloured />
          <span>{spoken(sentence)}</span>
        </li>
      ))}
    </ul>
  );
  return open ? list : <Details summary={texts.inSentences}>{list}</Details>;
}

function Key({ metrics }: { metrics: readonly Metric[] }) {
  const marks = plotKey(metrics).map(({ tone, words }) => ({ tone: markTone(tone), words }));
  const band = metrics.some((metric) => metric.comparisons.some(({ practicalMargin }) => practicalMargin !== null));
  return marks.length > 0 && <PlotKey marks={marks} band={band ? bandWords : undefined} />;
}
