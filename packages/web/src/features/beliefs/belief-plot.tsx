import type { Belief } from '@dandelion-loop/contract';
import { texts } from '../../texts/beliefs.ts';
import { percent, seenProbabilities } from './belief-words.ts';

/** One dot a member on a line from surely not to surely, a bar at the truth. */
export function BeliefPlot({ belief }: { belief: Belief }) {
  const given = seenProbabilities(belief);
  const truth = belief.state === 'true' ? 1 : belief.state === 'false' ? 0 : null;
  const { mean } = belief.forecasts;
  if (given.length === 0 && truth === null) return null;
  const words = texts.plot(
    given.map(percent).join(', '),
    truth === null ? '' : texts.truth(texts.states[belief.state].toLowerCase()),
  );
  const at = (fraction: number) => `${4 + 92 * fraction}%`;
  return (
    <svg className="belief-plot" role="img" aria-label={words} height="26" width="100%">
      <line className="belief-track" x1="4%" x2="96%" y1="13" y2="13" />
      {truth !== null && mean !== null && (
        <line
          className={Math.abs(truth - mean) > 0.5 ? 'belief-gap far' : 'belief-gap'}
          x1={at(truth)}
          x2={at(mean)}
          y1="13"
          y2="13"
        />
      )}
      {truth !== null && <line className="belief-truth" x1={at(truth)} x2={at(truth)} y1="4" y2="22" />}
      {given.map((probability, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots of one kind, drawn anew together
        <circle key={place} className="belief-dot" cx={at(probability)} cy="13" r="4" />
      ))}
    </svg>
  );
}
