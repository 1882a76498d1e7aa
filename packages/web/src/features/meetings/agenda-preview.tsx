import { texts } from '../../texts/meetings.ts';
import { Details } from '../../ui/details.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { keyOfItem, type PlacedBlock } from './meeting-blocks.ts';
import { PassedBlocks } from './passed-blocks.tsx';

const words = texts.agenda;

interface AgendaPreviewProps {
  held: readonly PlacedBlock[];
  /** There is nothing of them today. */
  passed: readonly PlacedBlock[];
}

/** An agenda to read beforehand: each block with why it is here, and what there is. */
export function AgendaPreview({ held, passed }: AgendaPreviewProps) {
  return (
    <>
      <ol className="run-preview">
        {held.map(({ block, place }) => (
          <li key={place}>
            <h3>
              {block.title} <span className="quiet n">{words.minutes(block.minutes)}</span>
            </h3>
            <p>{spoken(block.state === 'always' ? block.why : block.because)}</p>
            {block.items.length > 0 && (
              <Details summary={words.items(block.items.length + block.more)}>
                <ul className="run-passed">
                  {block.items.map((item) => (
                    <li key={keyOfItem(item)}>
                      <Name room={200}>{item.subject.name}</Name>
                      <small>{spoken(item.sentence)}</small>
                    </li>
                  ))}
                </ul>
              </Details>
            )}
          </li>
        ))}
      </ol>
      <PassedBlocks blocks={passed} />
    </>
  );
}
