import type { Analysis } from '@dandelion-loop/contract';
import { texts } from '../../texts/imports.ts';
import type { Tone } from '../../ui/glyph.tsx';
import { Verdict } from '../../ui/verdict.tsx';

const tones: Record<Analysis['state'], Tone> = {
  queued: 'running',
  running: 'running',
  done: 'ok',
  failed: 'warning',
  cancelled: 'stopped',
};

export const isGoing = ({ state }: Pick<Analysis, 'state'>): boolean => state === 'queued' || state === 'running';

/** A mark and its word. */
export function ImportState({ state }: Pick<Analysis, 'state'>) {
  return <Verdict tone={tones[state]}>{texts.state[state]}</Verdict>;
}
