import type { Belief } from '@dandelion-loop/contract';
import { texts } from '../../texts/beliefs.ts';
import { percent, truthOf } from './belief-numbers.ts';

const at = (probability: number): string => `${100 * probability}%`;

/** What of an assumption's forecasts is withheld, and until when; null: nothing is. */
function withheldOf({ forecasts: { count, mine, others }, may }: Belief): string | null {
  if (others !== null) return count === 0 ? texts.withheld.nobody : null;
  if (count === 0) return texts.withheld.nobody;
  if (may.reveal) return texts.withheld.reveal;
  return mine === null && may.answer ? texts.withheld.answer : texts.withheld.program;
}

/** Each member's probability as a dot, the truth as a bar, and the way between them as a line. */
export function BeliefDots({ belief }: { belief: Belief }) {
  const { mine, others, mean } = belief.forecasts;
  const truth = truthOf(belief);
  const withheld = withheldOf(belief);
  const own = mine === null ? null : percent(mine.probability);
  const name = texts.dots(
    own,
    (others ?? []).map(({ probability }) => percent(probability)),
    mean === null ? null : percent(mean),
    truth === null ? null : texts.truthWords[truth === 1 ? 'true' : 'false'],
  );
  return (
    <div className="belief-dots">
      {name !== '' && (
        <svg height="30" width="100%" role="img" aria-label={name}>
          <line className="grid" x1="0" x2="100%" y1="50%" y2="50%" />
          <line className="grid" x1="50%" x2="50%" y1="20%" y2="80%" />
          {truth !== null && mean !== null && (
            <line
              className={Math.abs(mean - truth) > 0.5 ? 'gap far' : 'gap'}
              x1={at(truth)}
              x2={at(mean)}
              y1="50%"
              y2="50%"
            />
          )}
          {(others ?? []).map(({ probability }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: forecasts without a name are told apart by their place alone.
            <circle key={place} className="dot" cx={at(probability)} cy="50%" r="3.5" />
          ))}
          {mine !== null && <circle className="dot own" cx={at(mine.probability)} cy="50%" r="4.5" />}
          {truth !== null && <line className="truth" x1={at(truth)} x2={at(truth)} y1="25%" y2="75%" />}
        </svg>
      )}
      {withheld !== null && <span className="belief-withheld">{withheld}</span>}
    </div>
  );
}
