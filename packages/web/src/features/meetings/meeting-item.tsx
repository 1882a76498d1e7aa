import type { AgendaItem, Decision, FollowUp, Meeting } from '@dandelion-loop/contract';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { FollowUpRow } from './follow-up-row.tsx';
import { ItemEvidence } from './item-evidence.tsx';
import { LookAgain } from './look-again.tsx';

const words = texts.block;

interface MeetingItemProps {
  item: AgendaItem;
  meeting: Meeting;
  /** What there is to say of it stands above: it is the only one. */
  alone: boolean;
  /** As it is now, where the item is one of these. */
  decision: Decision | undefined;
  followUp: FollowUp | undefined;
  /** Whether it is the one that is decided on. */
  chosen: boolean;
  /** Left out where there is nothing to choose from. */
  onChoose: (() => void) | undefined;
}

/** One thing of a block: what it is, what there is to say of it, and where it is. */
export function MeetingItem({ item, meeting, alone, decision, followUp, chosen, onChoose }: MeetingItemProps) {
  const { subject, sentence, page } = item;
  const kind = texts.kinds[subject.kind];
  return (
    <li className={chosen ? 'run-item chosen' : 'run-item'}>
      <div className="run-item-head">
        {followUp === undefined ? (
          <h3>
            {kind !== undefined && <span className="run-kind">{kind}</span>}
            {page === null ? <Name room={200}>{subject.name}</Name> : <PageLink page={page} name={subject.name} />}
          </h3>
        ) : (
          <ul className="run-list">
            <FollowUpRow followUp={followUp} meeting={meeting} />
          </ul>
        )}
        {onChoose !== undefined && (
          <Button kind="quiet" aria-pressed={chosen} onClick={onChoose}>
            {words.decideOn}
            <span className="visually-hidden">: {subject.name}</span>
          </Button>
        )}
      </div>
      {followUp === undefined && !alone && <p className="run-sentence">{spoken(sentence)}</p>}
      {chosen && <ItemEvidence item={item} />}
      {decision !== undefined && <LookAgain decision={decision} />}
    </li>
  );
}

/** In a tab of its own: the meeting goes on meanwhile. */
function PageLink({ page, name }: { page: string; name: string }) {
  return (
    <a href={page} target="_blank" rel="noopener">
      <Name room={200}>{name}</Name>
      <span className="visually-hidden"> ({texts.newTab})</span>
    </a>
  );
}
