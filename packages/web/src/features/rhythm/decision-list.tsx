import type { Decision } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/decisions.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { LookVerdict } from './decision-marks.tsx';
import { LookAgain } from './look-again.tsx';
import { SubjectLink } from './subject-link.tsx';

/** Decisions with what one has to know of each, and the way to look again. */
export function DecisionList({ decisions }: { decisions: readonly Decision[] }) {
  return (
    <ul className="decisions">
      {decisions.map((one) => (
        <OneDecision key={one.id} decision={one} />
      ))}
    </ul>
  );
}

const longest = 240;
const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest).trimEnd()} …` : text);

function OneDecision({ decision }: { decision: Decision }) {
  const { day } = useFormats();
  const mayLook = useMay('decisions:write');
  const [looking, setLooking] = useState(false);
  const { id, what, why, deciders, evidence, meeting, state, decidedAt } = decision;
  const names = deciders.map(({ name }) => spoken(name)).join(', ') || texts.nobody;
  return (
    <li>
      <div>
        <h3>
          <Link to="/rhythm/decisions/$id" params={{ id }}>
            {spoken(what)}
          </Link>
        </h3>
        {why !== '' && <p className="decision-why">{texts.because(spoken(shortened(why)))}</p>}
        <p className="decision-about">
          <span>{texts.by(names, day(decidedAt))}</span>
          {meeting !== null && <span>{texts.of(spoken(meeting.ritual))}</span>}
          <Standing decision={decision} />
        </p>
        {evidence.length > 0 && (
          <p className="decision-about">
            <span>{texts.on}</span>
            {evidence.map((one) => (
              <SubjectLink key={`${one.kind} ${one.id}`} subject={one} />
            ))}
          </p>
        )}
      </div>
      {mayLook && state === 'open' && (
        <Button aria-label={texts.lookOf(spoken(what))} onClick={() => setLooking(true)}>
          {texts.look}
        </Button>
      )}
      {looking && <LookAgain decision={decision} onClose={() => setLooking(false)} />}
    </li>
  );
}

/** When it is looked at again, or how it turned out. */
function Standing({ decision: { state, due, lookAgainOn, looks } }: { decision: Decision }) {
  const { day } = useFormats();
  const last = looks.at(-1);
  if (state === 'closed' && last) return <LookVerdict look={last} />;
  if (lookAgainOn === null) return <span>{texts.notAgain}</span>;
  return (
    <span className={due ? 'decision-due' : ''}>
      {due && <Glyph tone="warning" />}
      {due ? texts.dueSince(day(lookAgainOn)) : texts.lookAgainOn(day(lookAgainOn))}
    </span>
  );
}
