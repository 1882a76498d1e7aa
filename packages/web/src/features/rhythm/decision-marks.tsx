import type { DecisionLook } from '@dandelion-loop/contract';
import { texts } from '../../texts/decisions.ts';
import type { Tone } from '../../ui/glyph.tsx';
import { Verdict } from '../../ui/verdict.tsx';

const tones: Record<DecisionLook['right'], Tone> = { right: 'ok', wrong: 'untrue', 'cannot-tell': 'uncertain' };

/** How a decision turned out: a mark, a word, and whether it was kept. */
export function LookVerdict({ look: { right, kept } }: { look: Pick<DecisionLook, 'right' | 'kept'> }) {
  return (
    <>
      <Verdict tone={tones[right]}>{texts.verdict[right]}</Verdict>
      <span>{texts.kept(kept)}</span>
    </>
  );
}
