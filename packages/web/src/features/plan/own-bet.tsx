import type { AnswerOf, readOwnPart } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { betTexts } from '../../texts/bet.ts';
import { mineTexts as texts } from '../../texts/mine.ts';
import { Button } from '../../ui/button.tsx';
import { BetComments } from './bet-comments.tsx';

type Bet = AnswerOf<typeof readOwnPart>['bets'][number];

/** A bet that names somebody: what it is about, when, whose, and what is said of it. */
export function OwnBet({ bet }: { bet: Bet }) {
  const { id, name, hypothesis, discipline, status, startsOn, endsOn, owner, mine } = bet;
  const { day } = useFormats();
  const [open, setOpen] = useState(false);
  const whose = mine
    ? texts.yours
    : owner === null
      ? texts.nobodyOwns
      : texts.ownedBy(owner.left ? texts.hasLeft(owner.name) : owner.name);
  const facts = [
    texts.statuses[status],
    startsOn === null || status !== 'planned' ? null : texts.from(day(startsOn)),
    endsOn === null || status === 'succeeded' || status === 'failed' || status === 'stopped'
      ? null
      : texts.until(day(endsOn)),
    discipline,
    whose,
  ];
  return (
    <li>
      <h3>{name}</h3>
      <p className="quiet">{facts.filter((fact) => fact !== null).join(', ')}</p>
      {hypothesis !== '' && <p>{hypothesis}</p>}
      <p>
        <Button kind="quiet" aria-expanded={open} aria-label={betTexts.commentsOf(name)} onClick={() => setOpen(!open)}>
          {texts.comments}
        </Button>
      </p>
      {open && <BetComments betId={id} label={betTexts.commentsOf(name)} />}
    </li>
  );
}
