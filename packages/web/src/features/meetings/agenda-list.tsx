import type { Decision, Meeting } from '@dandelion-loop/contract';
import { useState } from 'react';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { decisionsOf, heldBlocks, type PlacedBlock, passedBlocks } from './meeting-blocks.ts';
import { clockFigures, spentOf, timeOf } from './meeting-clock.ts';
import { PassedBlocks } from './passed-blocks.tsx';

const words = texts.agenda;

interface AgendaListProps {
  meeting: Meeting;
  decisions: readonly Decision[];
  /** Milliseconds on the clock of the server. */
  now: number;
  /** The place of the block in the middle of the page. */
  shown: number | null;
  onShow: (place: number) => void;
}

/** What is to be talked about and why; what was decided; where the clock is. */
export function AgendaList({ meeting, decisions, now, shown, onShow }: AgendaListProps) {
  // Where there is little room only the block that is on, until one asks for the others.
  const [all, setAll] = useState(false);
  return (
    <nav className={all ? 'run-agenda all' : 'run-agenda'} aria-label={words.name}>
      <ol>
        {heldBlocks(meeting).map((one) => (
          <Row
            key={one.place}
            placed={one}
            meeting={meeting}
            decided={decisionsOf(decisions, one)}
            now={now}
            shown={one.place === shown}
            onShow={() => {
              setAll(false);
              onShow(one.place);
            }}
          />
        ))}
      </ol>
      <Button kind="quiet" className="run-all" aria-expanded={all} onClick={() => setAll(!all)}>
        {words.all}
      </Button>
      <PassedBlocks blocks={passedBlocks(meeting)} />
    </nav>
  );
}

interface RowProps {
  placed: PlacedBlock;
  meeting: Meeting;
  decided: readonly Decision[];
  now: number;
  shown: boolean;
  onShow: () => void;
}

function Row({ placed: { block, place }, meeting: { timer }, decided, now, shown, onShow }: RowProps) {
  const on = timer.block === place;
  const spent = spentOf(timer, place, now);
  const was = !on && spent >= 1;
  const { share } = timeOf(timer, place, now);
  return (
    <li className={['run-step', on && 'on', was && 'was', shown && 'shown'].filter(Boolean).join(' ')}>
      <button type="button" className="run-block" onClick={onShow} {...(shown && { 'aria-current': 'step' as const })}>
        <Glyph tone={on ? 'running' : was ? 'ok' : 'uncertain'} />
        <span className="run-title">
          {block.title}
          {(on || was) && <span className="visually-hidden">, {on ? words.on : words.done}</span>}
        </span>
        <span className="n run-minutes">{was ? clockFigures(spent) : words.minutes(block.minutes)}</span>
        {decided.length === 0 ? (
          <small>{block.state === 'always' ? words.always : spoken(block.because)}</small>
        ) : (
          decided.map(({ id, what }) => <small key={id}>{words.decided(spoken(what))}</small>)
        )}
        {on && (
          <svg className="run-progress" aria-hidden="true">
            <rect className="ground" width="100%" height="3" rx="1.5" />
            <rect className="done" width={`${(share * 100).toFixed(1)}%`} height="3" rx="1.5" />
          </svg>
        )}
      </button>
    </li>
  );
}
