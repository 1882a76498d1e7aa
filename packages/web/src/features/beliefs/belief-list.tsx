import type { Belief } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/beliefs.ts';
import { Name, spoken } from '../experiments/result-words.tsx';
import { BeliefDots } from './belief-dots.tsx';
import { percent, teamBrier } from './belief-numbers.ts';
import { BeliefOutcome } from './belief-outcome.tsx';

/** One line for each assumption: what is claimed, what was said, what came of it. */
export function BeliefList({ beliefs }: { beliefs: readonly Belief[] }) {
  const { heads } = texts;
  return (
    <div className="belief-list">
      <div className="belief-head" aria-hidden="true">
        <span>{heads.claim}</span>
        <span className="belief-ends">
          <span>{heads.low}</span>
          <span>{heads.high}</span>
        </span>
        <span className="num">{heads.team}</span>
        <span>{heads.outcome}</span>
        <span className="num">{heads.brier}</span>
      </div>
      <ol>
        {beliefs.map((belief) => (
          <BeliefRow key={belief.id} belief={belief} />
        ))}
      </ol>
    </div>
  );
}

function BeliefRow({ belief }: { belief: Belief }) {
  const { forecasts, id, claim, topic } = belief;
  const brier = teamBrier(belief);
  return (
    <li className="belief-row">
      <p className="belief-claim">
        <Link to="/beliefs/$id" params={{ id }}>
          <Name room={300}>{claim}</Name>
        </Link>
        {topic !== '' && (
          <small>
            <Name>{topic}</Name>
          </small>
        )}
      </p>
      <BeliefDots belief={belief} />
      <p className="num belief-team">
        <span className="belief-short">{texts.teamShort} </span>
        {forecasts.mean === null ? numbers.dash : percent(forecasts.mean)}
      </p>
      <div className="belief-came">
        <BeliefOutcome belief={belief} />
        <Because belief={belief} />
      </div>
      <p className="num belief-brier">
        <span className="belief-short">{texts.heads.brier} </span>
        {numbers.fixed(brier, 2)}
      </p>
    </li>
  );
}

function Because({ belief: { state, blocked, evidence, dueOn, forecasts } }: { belief: Belief }) {
  const { day } = useFormats();
  if (state !== 'open') return <small className="belief-because">{spoken(evidence?.reason ?? '')}</small>;
  if (blocked !== null) return <small className="belief-because">{spoken(blocked)}</small>;
  const said = [texts.answers(forecasts.count), ...(dueOn === null ? [] : [texts.due(day(dueOn))])];
  return <small className="belief-because">{said.join('. ')}</small>;
}
