import type { Belief } from '@dandelion-loop/contract';
import { texts } from '../../texts/beliefs.ts';
import type { Tone } from '../../ui/glyph.tsx';
import { Verdict } from '../../ui/verdict.tsx';

const tones = { open: 'uncertain', true: 'ok', false: 'untrue', void: 'invalid' } as const satisfies Record<
  Belief['state'],
  Tone
>;

/** What came of an assumption: a shape and a word. */
export function BeliefOutcome({ belief: { state, blocked } }: { belief: Pick<Belief, 'state' | 'blocked'> }) {
  if (state === 'open' && blocked !== null) return <Verdict tone="warning">{texts.blocked}</Verdict>;
  return <Verdict tone={tones[state]}>{texts.states[state]}</Verdict>;
}
