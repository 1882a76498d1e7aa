import { texts } from '../../texts/meetings.ts';
import { Details } from '../../ui/details.tsx';
import { spoken } from '../experiments/result-words.tsx';
import type { PlacedBlock } from './meeting-blocks.ts';

/** Blocks that have nothing today, each with why, behind one click. */
export function PassedBlocks({ blocks }: { blocks: readonly PlacedBlock[] }) {
  if (blocks.length === 0) return null;
  return (
    <Details summary={texts.agenda.passed(blocks.length)}>
      <ul className="run-passed">
        {blocks.map(({ block, place }) => (
          <li key={place}>
            {block.title}
            <small>{spoken(block.because)}</small>
          </li>
        ))}
      </ul>
    </Details>
  );
}
