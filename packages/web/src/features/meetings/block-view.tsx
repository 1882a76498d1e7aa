import type { Decision, FollowUp, Meeting } from '@dandelion-loop/contract';
import { useState } from 'react';
import { texts } from '../../texts/meetings.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { spoken } from '../experiments/result-words.tsx';
import type { DecisionDraft } from './decision-draft.ts';
import { DecisionForm } from './decision-form.tsx';
import { decisionsOf, keyOfItem, type PlacedBlock } from './meeting-blocks.ts';
import { MeetingItem } from './meeting-item.tsx';

const words = texts.block;

interface BlockViewProps {
  meeting: Meeting;
  placed: PlacedBlock;
  /** Taken in this meeting. */
  decided: readonly Decision[];
  /** That were on the agenda, as they are now. */
  decisions: readonly Decision[];
  followUps: readonly FollowUp[];
  draft: DecisionDraft | undefined;
  onDraft: (draft: DecisionDraft | undefined) => void;
}

/** The block in the middle: why it is here, what there is, and what is decided of it. */
export function BlockView(props: BlockViewProps) {
  const { meeting, placed, decided, decisions, followUps, draft, onDraft } = props;
  const { block } = placed;
  const [key, setKey] = useState<string | null>(null);
  const { items } = block;
  const item = items.find((one) => keyOfItem(one) === key) ?? items[0] ?? null;
  const here = decisionsOf(decided, placed);
  const always = block.state === 'always' && block.why !== '';
  // What there is to say of the only thing is the answer; what a member promised or a team decided is not.
  const alone = items.length === 1 && !['decision', 'follow-up'].includes(items[0]!.subject.kind);
  const choose = (next: string) => {
    setKey(next);
    // What was chosen belongs to the thing before; what was typed stays.
    if (draft !== undefined) onDraft({ ...draft, option: null, rests: null });
  };
  return (
    <article className="run-now" aria-label={block.title}>
      <h2 className="question">{block.title}</h2>
      <p className="answer">{spoken(alone ? item!.sentence : always ? block.why : block.because)}</p>
      <p className="basis">{[alone ? block.because : '', always ? '' : block.why].map(spoken).join(' ').trim()}</p>
      {items.length > 0 && (
        <ul className="run-items" aria-label={words.items}>
          {items.map((one) => (
            <MeetingItem
              key={keyOfItem(one)}
              item={one}
              meeting={meeting}
              alone={alone}
              decision={one.subject.kind === 'decision' ? decisions.find(({ id }) => id === one.subject.id) : undefined}
              followUp={
                one.subject.kind === 'follow-up' ? followUps.find(({ id }) => id === one.subject.id) : undefined
              }
              chosen={one === item}
              onChoose={items.length > 1 ? () => choose(keyOfItem(one)) : undefined}
            />
          ))}
        </ul>
      )}
      {block.more > 0 && <p className="quiet">{words.more(block.more)}</p>}
      {here.length > 0 && (
        <ul className="run-here" aria-label={words.decided}>
          {here.map(({ id, what }) => (
            <li key={id}>
              <Glyph tone="ok" />
              {spoken(what)}
            </li>
          ))}
        </ul>
      )}
      <DecisionForm
        key={item === null ? '' : keyOfItem(item)}
        meeting={meeting}
        placed={placed}
        item={item}
        draft={draft}
        onDraft={onDraft}
      />
    </article>
  );
}
