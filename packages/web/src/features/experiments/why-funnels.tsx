import type { TestAnswer, Why } from '@dandelion-loop/contract';
import { type FunnelPlot, funnelPlot } from '@dandelion-loop/wording';
import { IntervalPlot } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/why.ts';
import { Details } from '../../ui/details.tsx';
import { spoken } from './result-words.tsx';
import { whyRow } from './why-effects.tsx';

const open = 2;

/** Where along the steps the difference of each comparison arose, as a waterfall. */
export function WhyFunnels({ why, answer }: { why: Why; answer: TestAnswer }) {
  const plots = (why.funnel ?? []).flatMap((funnel) => funnelPlot(funnel, answer) ?? []);
  if (plots.length === 0) return null;
  return (
    <div className="why-part">
      {plots.slice(0, open).map((plot) => (
        <Funnel key={plot.key} plot={plot} />
      ))}
      {plots.length > open && (
        <Details summary={texts.moreFunnels}>
          {plots.slice(open).map((plot) => (
            <Funnel key={plot.key} plot={plot} />
          ))}
        </Details>
      )}
    </div>
  );
}

function Funnel({ plot: { sentence, frame, rows } }: { plot: FunnelPlot }) {
  return (
    <div className="why-part">
      <p className="why-said">{spoken(sentence)}</p>
      <IntervalPlot
        name={texts.funnelName}
        head={texts.funnelHead}
        unit={texts.part}
        ground={frame}
        groups={[{ key: 'steps', rows: rows.map(whyRow) }]}
        dense
      />
    </div>
  );
}
