import { type CrossingPlot, type WhySection, whyTexts } from '@dandelion-loop/wording';
import { InteractionPlot } from '../../charts/interaction-plot.tsx';
import { Details } from '../../ui/details.tsx';
import { Name, spoken } from './result-words.tsx';

/** How attributes of the metric that decides go together, those that depend on each other first. */
export function WhyPairs({ crossings: { shown, folded } }: { crossings: WhySection['crossings'] }) {
  if (shown.length === 0) return null;
  const pictures = (plots: readonly CrossingPlot[]) => (
    <div className="why-pairs">
      {plots.map((plot) => (
        <Pair key={plot.key} plot={plot} />
      ))}
    </div>
  );
  return (
    <div className="why-part">
      {pictures(shown)}
      {folded.length > 0 && <Details summary={whyTexts.morePairs}>{pictures(folded)}</Details>}
      <p className="why-notes">{whyTexts.parallel}</p>
    </div>
  );
}

function Pair({ plot }: { plot: CrossingPlot }) {
  const { metric, across, along, found } = plot;
  return (
    <InteractionPlot
      plot={plot}
      name={spoken(`${whyTexts.crossingName(metric, across, along)}: ${found}`)}
      caption={
        <>
          <b>
            <Name room={40}>{across}</Name> × <Name room={40}>{along}</Name>
          </b>
          {': '}
          {spoken(found)}
        </>
      }
    />
  );
}
