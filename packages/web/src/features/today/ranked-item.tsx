import type { TodayItem } from '@dandelion-loop/contract';
import { PathLink } from '../../app/path-link.tsx';
import { texts } from '../../texts/today.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Glyph, type Tone } from '../../ui/glyph.tsx';
import { PutOff } from './put-off.tsx';
import type { TodayActions } from './use-today-actions.ts';

const tones: Record<TodayItem['mark'], Tone> = {
  ...{ stopped: 'stopped', won: 'better', lost: 'worse', warn: 'warning', open: 'uncertain' },
};

interface RankedItemProps {
  item: TodayItem;
  /** From 1. */
  rank: number;
  today: string;
  actions: TodayActions;
}

/** One thing that needs somebody: its mark, what is known, what waiting costs, and the one thing to do. */
export function RankedItem({ item, rank, today, actions }: RankedItemProps) {
  const { title, fact, basis, waiting, mark } = item;
  return (
    <li className="ranked-item">
      <span className="rank n" aria-hidden="true">
        {rank}
      </span>
      <div>
        <h2>
          <Glyph tone={tones[mark]} coloured />
          <span>
            <span className="visually-hidden">{texts.marks[mark]}: </span>
            {title}
          </span>
        </h2>
        <p>{fact}</p>
        <p className="meta">
          {basis}
          {waiting.sentence !== null && ` · ${waiting.sentence}`}
        </p>
      </div>
      <div className="ranked-actions">
        <OneAction item={item} actions={actions} first={rank === 1} />
        <PutOff title={title} today={today} onPutOff={(until) => void actions.putOff(item, until)} />
      </div>
    </li>
  );
}

/** Gold is for the first thing alone. */
function OneAction({ item, actions, first }: { item: TodayItem; actions: TodayActions; first: boolean }) {
  const { action } = item;
  const kind = first ? 'primary' : 'plain';
  if (action.does === 'open')
    return (
      <PathLink path={action.page} className={buttonClass(kind)}>
        {action.label}
        <span className="visually-hidden">: {item.title}</span>
      </PathLink>
    );
  return (
    <Button kind={kind} onClick={() => void actions.done(item, action)}>
      {action.label}
      <span className="visually-hidden">: {item.title}</span>
    </Button>
  );
}
