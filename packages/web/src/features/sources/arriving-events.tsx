import { listRecentEvents, type RecentEvent } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/arriving.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Section } from '../../ui/section.tsx';

/** Between two looks, in milliseconds: an event is seen within two seconds of its arrival. */
const pause = 1000;
const shown = 20;

/** The events of a source as they arrive. */
export function ArrivingEvents({ sourceId }: { sourceId: string }) {
  const query = { source: sourceId, machines: 'yes' as const, limit: shown };
  const { data, error } = useAnswer(listRecentEvents, { query }, { refetchInterval: pause });
  const events = data?.events ?? [];
  return (
    <Section
      finding={events.length === 0 ? texts.noneYet : texts.newest}
      note={
        <>
          <h3>{texts.trustNote}</h3>
          <p>{texts.trustNoteText}</p>
        </>
      }
    >
      {error !== null && <p>{texts.notRead(error.message)}</p>}
      {error === null && events.length === 0 && <p>{data === undefined ? texts.looking : texts.noneYetText}</p>}
      {events.length > 0 && (
        <BlockTable caption={texts.newest}>
          <thead>
            <tr>
              <th scope="col">{texts.event}</th>
              <th scope="col">{texts.when}</th>
              <th scope="col">{texts.who}</th>
              <th scope="col">{texts.with}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <EventRow key={`${event.receivedAt} ${event.time} ${event.customer} ${event.name}`} event={event} />
            ))}
          </tbody>
        </BlockTable>
      )}
    </Section>
  );
}

const nameOf = ({ type, name }: RecentEvent): string => texts.types[type](name);

function whoOf({ userId, anonymousId, customer, trust, machine }: RecentEvent): string {
  if (machine !== '') return texts.machines[machine] ?? machine;
  if (customer === null) return texts.nobody;
  const id = userId === '' ? texts.visitor(anonymousId) : userId;
  return trust === 'claimed' && userId !== '' ? texts.claimed(id) : id;
}

function EventRow({ event }: { event: RecentEvent }) {
  const { moment } = useFormats();
  const more = { ...event.properties, ...event.traits };
  return (
    <tr>
      <th scope="row">{nameOf(event)}</th>
      <td data-label={texts.when}>{moment(event.receivedAt)}</td>
      <td data-label={texts.who} className="event-who">
        {whoOf(event)}
      </td>
      <td data-label={texts.with}>
        {Object.keys(more).length === 0 ? (
          texts.nothing
        ) : (
          <details className="event-more">
            <summary>{texts.fields(Object.keys(more).length)}</summary>
            <pre>{JSON.stringify(more, null, 2)}</pre>
          </details>
        )}
      </td>
    </tr>
  );
}
