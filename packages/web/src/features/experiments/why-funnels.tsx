import { type FunnelPlot, type WhySection, whyTexts } from '@dandelion-loop/wording';
import { IntervalPlot } from '../../charts/interval-plot.tsx';
import { Details } from '../../ui/details.tsx';
import { spoken } from './result-words.tsx';
import { whyRow } from './why-effects.tsx';

/** Where along the steps the difference of each comparison arose, as a waterfall. */
export function WhyFunnels({ funnels: { shown, folded } }: { funnels: WhySection['funnels'] }) {
  if (shown.length === 0) return null;
  const plots = (of: readonly FunnelPlot[]) => of.map((plot) => <Funnel key={plot.key} plot={plot} />);
  return (
    <div className="why-part">
      {plots(shown)}
      {folded.length > 0 && <Details summary={whyTexts.moreFunnels}>{plots(folded)}</Details>}
    </div>
  );
}

function Funnel({ plot: { sentence, frame, rows } }: { plot: FunnelPlot }) {
  return (
    <div className="why-plot">
      <p className="why-said">{spoken(sentence)}</p>
      <IntervalPlot
        name={whyTexts.funnelName}
        head={whyTexts.funnelHead}
        unit={whyTexts.part}
        ground={frame}
        groups={[{ key: 'steps', rows: rows.map(whyRow) }]}
      />
    </div>
  );
}
