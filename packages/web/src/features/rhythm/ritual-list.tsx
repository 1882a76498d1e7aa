import type { Ritual } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/rhythm.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Faces } from '../../ui/faces.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Heads } from '../../ui/heads.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { cadenceWords } from './cadence-words.ts';
import { HoldRitual } from './hold-ritual.tsx';
import { useWhen } from './use-when.ts';

/** All rituals: when they are held, when next and when last. Those that have ended are one click away. */
export function RitualList({ rituals }: { rituals: readonly Ritual[] }) {
  const { day } = useFormats();
  const going = rituals.filter(({ ended }) => ended === null);
  const over = rituals.filter(({ ended }) => ended !== null);
  return (
    <>
      {going.length > 0 && (
        <BlockTable caption={texts.rituals}>
          <Heads of={texts.heads} />
          <tbody>
            {going.map((ritual) => (
              <Row key={ritual.id} ritual={ritual} />
            ))}
          </tbody>
        </BlockTable>
      )}
      {over.length > 0 && (
        <Details summary={texts.ended(over.length)}>
          <ul className="rituals-ended">
            {over.map(({ id, name, ended }) => (
              <li key={id}>
                <Link to="/rhythm/rituals/$id" params={{ id }}>
                  {spoken(name)}
                </Link>
                <span className="quiet">{ended && texts.endedOn(day(ended.at), spoken(ended.reason))}</span>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

function Row({ ritual }: { ritual: Ritual }) {
  const { day } = useFormats();
  const when = useWhen();
  const { id, name, cadence, next, lastHeldAt, members, proposesEnd } = ritual;
  const [, whenHead, nextHead, lastHead, membersHead] = texts.heads;
  const own = next === null ? null : when.own(next.startsAt);
  return (
    <tr>
      <th scope="row">
        <Link to="/rhythm/rituals/$id" params={{ id }}>
          {spoken(name)}
        </Link>
        {proposesEnd !== null && (
          <p className="ritual-proposes">
            <Glyph tone="warning" coloured />
            {spoken(proposesEnd)}
          </p>
        )}
      </th>
      <td data-label={whenHead}>{cadenceWords(cadence, { timeZone: when.timeZone, day })}</td>
      <td data-label={nextHead}>
        {next !== null ? when.moment(next.startsAt) : cadence === null ? '' : texts.noNextTime}
        {own !== null && <small className="ritual-own">{own}</small>}
      </td>
      <td data-label={lastHead}>{lastHeldAt === null ? texts.neverHeld : day(lastHeldAt)}</td>
      <td data-label={membersHead}>
        <Faces people={members.filter(({ left }) => !left)} most={4} />
      </td>
      <td className="actions">
        <HoldRitual ritual={ritual} />
      </td>
    </tr>
  );
}
