import { type AgendaItem, getExperiment } from '@dandelion-loop/contract';
import { plotOf } from '@dandelion-loop/wording';
import { useAnswer } from '../../app/queries.ts';
import { IntervalPlot } from '../../charts/interval-plot.tsx';
import { texts as experimentTexts } from '../../texts/experiment.ts';
import { texts } from '../../texts/meetings.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { comparisonRow } from '../experiments/result-rows.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';

const words = texts.block;

/** The picture behind what an item says, where there is one. */
export function ItemEvidence({ item: { subject } }: { item: AgendaItem }) {
  return subject.kind === 'experiment' ? <TestPlot id={subject.id} /> : null;
}

const mostRows = 6;

/** The metric that decides, and the first of its comparisons. */
function TestPlot({ id }: { id: string }) {
  const { data, error } = useAnswer(getExperiment, { params: { id }, query: {} }, { staleTime: 60_000 });
  if (error !== null) return <p className="quiet">{words.gone}</p>;
  if (data === undefined) return <Skeleton lines={3} what={words.reading} />;
  const metric = data.answer.metrics.find(({ primary }) => primary) ?? data.answer.metrics[0];
  if (metric === undefined || data.answer.health.verdict === 'invalid') return null;
  const { name, frame, rows } = plotOf(metric, { measure: 'difference' });
  if (rows.length === 0) return null;
  return (
    <IntervalPlot
      name={experimentTexts.plotName(spoken(name))}
      head={<Name>{name}</Name>}
      unit={frame.unit}
      ground={frame}
      groups={[{ key: 'all', rows: rows.slice(0, mostRows).map(comparisonRow) }]}
    />
  );
}
