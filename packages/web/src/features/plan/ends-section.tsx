import type { HandOff, WholePlan } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { portfolioTexts as texts } from '../../texts/portfolio.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import { type DisciplineEnds, endsOf, groupedEnds, type LooseGroup } from './ends-of.ts';
import { HandOffForm } from './hand-off-form.tsx';
import { useChangeHandOff } from './use-change-hand-off.ts';

/** What goes from one discipline to another, what nobody has, and what waits for what. */
export function EndsSection({ whole, mayWrite }: { whole: WholePlan; mayWrite: boolean }) {
  const [adding, setAdding] = useState(false);
  const { looseEnds, waiting, handOffs } = whole;
  const groups = endsOf(whole).filter(
    (one) => one.looseEnds.length + one.waiting.length + one.handOffs.length > 0 || one.openBets > 0,
  );
  const late = handOffs.filter(({ overdue }) => overdue).length;
  const ended = handOffs.filter(({ state }) => state !== 'open');
  if (groups.length === 0 && handOffs.length === 0 && !mayWrite) return null;
  return (
    <Section
      finding={texts.endsFinding(looseEnds.length, waiting.length, late) || texts.endsNone}
      controls={
        mayWrite &&
        !adding && (
          <Button icon="add" onClick={() => setAdding(true)}>
            {texts.add}
          </Button>
        )
      }
      note={<p>{texts.text}</p>}
    >
      {adding && <HandOffForm whole={whole} handOff={null} onDone={() => setAdding(false)} />}
      {groups.map((group) => (
        <Discipline key={group.discipline ?? ''} whole={whole} group={group} mayWrite={mayWrite} />
      ))}
      {ended.length > 0 && (
        <Details summary={texts.ended(ended.length)}>
          <ul className="plan-hand-offs">
            {ended.map((one) => (
              <OneHandOff key={one.id} whole={whole} handOff={one} mayWrite={mayWrite} />
            ))}
          </ul>
        </Details>
      )}
    </Section>
  );
}

function Discipline({ whole, group, mayWrite }: { whole: WholePlan; group: DisciplineEnds; mayWrite: boolean }) {
  const { discipline, openBets, looseEnds, waiting, handOffs } = group;
  return (
    <div className="plan-discipline">
      <h3>
        {discipline ?? texts.noDiscipline} <small className="plan-count quiet">{texts.openBets(openBets)}</small>
      </h3>
      {looseEnds.length + waiting.length > 0 && (
        <ul className="plan-sentences">
          {groupedEnds(looseEnds).map((group) => (
            <Loose key={`${group.kind} ${group.sentence}`} group={group} />
          ))}
          {waiting.map((one) => (
            <Waits key={one.bet.id} waiting={one} />
          ))}
        </ul>
      )}
      {handOffs.length > 0 && (
        <ul className="plan-hand-offs">
          {handOffs.map((one) => (
            <OneHandOff key={one.id} whole={whole} handOff={one} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** More names than that are no sentence any more. */
const mostNamed = 12;

function Loose({ group: { kind, sentence, ends } }: { group: LooseGroup }) {
  return (
    <li>
      {ends.slice(0, mostNamed).map(({ id, name }, i) => (
        <Fragment key={id}>
          {i > 0 && ', '}
          {kind === 'bet' ? (
            <Link to="/plan/bets/$id" params={{ id }}>
              {texts.quoted(name)}
            </Link>
          ) : (
            texts.quoted(name)
          )}
        </Fragment>
      ))}
      {ends.length > mostNamed && texts.andMore(ends.length - mostNamed)}
      {': '}
      {sentence}
    </li>
  );
}

function Waits({ waiting: { bet, for: others, tooEarly } }: { waiting: DisciplineEnds['waiting'][number] }) {
  const { day } = useFormats();
  const names = others.map(({ name, endsOn }) => texts.waitsUntil(name, endsOn && day(endsOn))).join(', ');
  return (
    <li>
      <Link to="/plan/bets/$id" params={{ id: bet.id }}>
        {texts.waits(bet.name, names)}
        {tooEarly && texts.tooEarly(day(bet.startsOn!))}
      </Link>
    </li>
  );
}

function OneHandOff({ whole, handOff, mayWrite }: { whole: WholePlan; handOff: HandOff; mayWrite: boolean }) {
  const { day } = useFormats();
  const [changing, setChanging] = useState(false);
  const { send, busy } = useChangeHandOff();
  const { what, dueOn, overdue, may, state, note } = handOff;
  const due = dueOn === null ? texts.noDay : (overdue ? texts.overdue : texts.due)(day(dueOn));
  if (changing) {
    return (
      <li>
        <HandOffForm whole={whole} handOff={handOff} onDone={() => setChanging(false)} />
      </li>
    );
  }
  return (
    <li>
      <span>
        {what}
        <small className={overdue ? 'late' : 'quiet'}>
          {texts.fromTo(endOf(handOff.from, handOff.fromBet), endOf(handOff.to, handOff.toBet))},{' '}
          {state === 'open' ? due : texts.states[state]}
          {note !== '' && `. ${note}`}
        </small>
      </span>
      <span className="own-actions">
        {may.end && (
          <Button
            kind={state === 'open' ? 'plain' : 'quiet'}
            aria-label={(state === 'open' ? texts.doneNamed : texts.againNamed)(what)}
            unavailable={busy && texts.saving}
            onClick={() => send(handOff, { state: state === 'open' ? 'done' : 'open' })}
          >
            {state === 'open' ? texts.done : texts.again}
          </Button>
        )}
        {mayWrite && state === 'open' && (
          <Button kind="quiet" aria-label={texts.changeNamed(what)} onClick={() => setChanging(true)}>
            {texts.change}
          </Button>
        )}
      </span>
    </li>
  );
}

/** "Ana (“Radio”)": who, and for what. */
function endOf(person: HandOff['from'], bet: HandOff['fromBet']): string {
  const name = person === null ? null : person.left ? texts.hasLeft(person.name) : person.name;
  if (bet === null) return name ?? texts.nobody;
  return name === null ? `“${bet.name}”` : `${name} (“${bet.name}”)`;
}
