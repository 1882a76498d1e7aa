import { type Belief, listBeliefs, revealForecasts } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/chip.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { BeliefPlot } from './belief-plot.tsx';
import { percent, ruleWords, tones } from './belief-words.ts';
import { GiveProbability } from './give-probability.tsx';
import { ResolveBelief } from './resolve-belief.tsx';

/** One assumption: the claim, who believes it how much, and what came of it. */
export function BeliefRow({ belief }: { belief: Belief }) {
  const { claim, topic, hangsOn, dueOn, state, blocked, evidence, forecasts, rule } = belief;
  const { day, moment } = useFormats();
  const facts = [
    texts.answered(forecasts.count),
    ...(forecasts.mine ? [texts.mine(percent(forecasts.mine.probability))] : []),
    ...(forecasts.mean === null ? [] : [texts.team(percent(forecasts.mean))]),
    ...(state === 'open' && dueOn ? [texts.due(day(dueOn))] : []),
  ];
  return (
    <li className="belief">
      <div className="belief-claim">
        <h3>{claim}</h3>
        {topic !== '' && <Tag>{topic}</Tag>}
      </div>
      <p className="belief-came">
        <Verdict tone={tones[state]}>{texts.states[state]}</Verdict> <span className="quiet">{facts.join(' · ')}</span>
      </p>
      <BeliefPlot belief={belief} />
      {hangsOn !== '' && <p className="quiet">{texts.hangsOn(hangsOn)}</p>}
      {state === 'open' && <p className="quiet">{ruleWords(rule)}</p>}
      {blocked !== null && (
        <Notice tone="warning" title={texts.cannot}>
          {blocked}
        </Notice>
      )}
      {evidence !== null && (
        <p>
          {evidence.reason} <small className="quiet">{texts.by(evidence.by.name, moment(evidence.at))}</small>
        </p>
      )}
      <Actions belief={belief} />
    </li>
  );
}

function Actions({ belief }: { belief: Belief }) {
  const [open, setOpen] = useState<'give' | 'resolve' | null>(null);
  const client = useQueryClient();
  const reveal = useCommand(revealForecasts, {
    onSuccess: () => client.invalidateQueries({ queryKey: [listBeliefs.path] }),
  });
  const { may, forecasts } = belief;
  if (!may.answer && !may.reveal && !may.resolve) return null;
  const close = () => setOpen(null);
  const resolve = belief.state === 'open' ? texts.resolve : texts.correct;
  return (
    <div className="belief-actions">
      {may.answer && (
        <Button
          onClick={() => setOpen('give')}
          aria-label={`${forecasts.mine === null ? texts.give : texts.change}: ${belief.claim}`}
        >
          {forecasts.mine === null ? texts.give : texts.change}
        </Button>
      )}
      {may.reveal && !forecasts.revealed && (
        <Button
          kind="quiet"
          unavailable={reveal.isPending && texts.revealing}
          onClick={() => reveal.mutate({ params: { id: belief.id } })}
        >
          {texts.reveal}
        </Button>
      )}
      {may.resolve && (
        <Button kind="quiet" onClick={() => setOpen('resolve')} aria-label={`${resolve}: ${belief.claim}`}>
          {resolve}
        </Button>
      )}
      {reveal.error && <FieldError>{reveal.error.message}</FieldError>}
      {open === 'give' && <GiveProbability belief={belief} onClose={close} />}
      {open === 'resolve' && <ResolveBelief belief={belief} onClose={close} />}
    </div>
  );
}
