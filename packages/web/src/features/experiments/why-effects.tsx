import { type EffectsPlot, numbers, type WhyMark, type WhySection, whyTexts } from '@dandelion-loop/wording';
import { IntervalPlot, type IntervalRow } from '../../charts/interval-plot.tsx';
import { Details } from '../../ui/details.tsx';
import { markTone } from './result-rows.tsx';
import { Name, spoken } from './result-words.tsx';

/** A finding, or a part of a funnel, as a row of the chart. */
export const whyRow = ({ key, name, tone, line, bar, text, interval, words, reason }: WhyMark): IntervalRow => ({
  ...{ key, line, bar, text, interval, words, tone: markTone(tone) },
  label: <Name>{name}</Name>,
  reason: reason === null ? null : spoken(reason),
});

/** Every level against its reference, with what attributes do together below it; the metric that decides first. */
export function WhyEffects({ effects: { shown, folded } }: { effects: WhySection['effects'] }) {
  if (shown.length === 0) return null;
  const plots = (of: readonly EffectsPlot[]) => of.map((plot) => <Effects key={plot.name} plot={plot} />);
  return (
    <div className="why-part">
      {plots(shown)}
      {folded.length > 0 && <Details summary={whyTexts.otherMetrics}>{plots(folded)}</Details>}
    </div>
  );
}

function Effects({ plot: { name, frame, effects, interactions, left } }: { plot: EffectsPlot }) {
  const together = {
    key: 'together',
    heading: (
      <>
        {whyTexts.together} <small>{whyTexts.togetherHint}</small>
      </>
    ),
    rows: interactions.map(whyRow),
  };
  return (
    <div className="why-plot">
      <IntervalPlot
        name={spoken(whyTexts.effectsName(name))}
        head={
          <h3>
            <Name>{name}</Name>
          </h3>
        }
        unit={frame.unit}
        ground={frame}
        groups={[{ key: 'effects', rows: effects.map(whyRow) }, ...(interactions.length === 0 ? [] : [together])]}
      />
      {left > 0 && <p className="why-notes">{whyTexts.moreTogether(numbers.counted(left, 'more interaction'))}</p>}
    </div>
  );
}
