import type { Agenda, Today } from '@dandelion-loop/contract';
import { PathLink } from '../../app/path-link.tsx';
import { texts } from '../../texts/today.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Faces } from '../../ui/faces.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

type Ritual = NonNullable<Today['ritual']>;

interface RitualCardProps {
  ritual: Ritual;
  /** Undefined while it is read, null where it could not be. */
  agenda: Agenda | null | undefined;
  /** "10:00", or "Thursday 10:00". */
  when: string;
}

/** The next ritual, with what its agenda is made of and why. */
export function RitualCard({ ritual, agenda, when }: RitualCardProps) {
  const { id, name, minutes, meetingId } = ritual;
  const page = meetingId === null ? `/rhythm/rituals/${id}` : `/rhythm/meetings/${meetingId}`;
  return (
    <article className="today-ritual">
      <header>
        <h2>{name}</h2>
        <span className="n">{texts.ritualAt(when, minutes)}</span>
      </header>
      {ritual.people.length === 0 ? (
        <p className="agenda-none">{texts.nobodyComes}</p>
      ) : (
        <Faces people={ritual.people} />
      )}
      <AgendaLines agenda={agenda} />
      <PathLink path={page} className={buttonClass('plain')}>
        {meetingId === null ? texts.openAgenda : texts.join}
      </PathLink>
    </article>
  );
}

function AgendaLines({ agenda }: Pick<RitualCardProps, 'agenda'>) {
  if (agenda === undefined) return <Skeleton lines={4} what={texts.readingAgenda} />;
  if (agenda === null) return <p className="agenda-none">{texts.agendaFailed}</p>;
  const blocks = agenda.blocks.filter(({ state }) => state === 'filled' || state === 'always');
  if (blocks.length === 0) return <p className="agenda-none">{texts.emptyAgenda}</p>;
  return (
    <ol className="today-agenda">
      {blocks.map(({ title, minutes, because, state }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two blocks can be alike in everything.
        <li key={`${at} ${title}`}>
          <span className="n">{texts.minutes(minutes)}</span>
          {title}
          <small>{state === 'always' ? texts.always : because}</small>
        </li>
      ))}
    </ol>
  );
}
