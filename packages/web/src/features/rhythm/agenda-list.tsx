import { type AgendaBlock, readAgenda } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/rhythm.ts';
import { FieldError } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { spoken } from '../experiments/result-words.tsx';

/** Two blocks can be alike in everything. */
const keyed = (blocks: readonly AgendaBlock[]): (AgendaBlock & { key: string })[] =>
  blocks.map((block, at) => ({ ...block, key: `${at} ${block.title}` }));

/** The agenda that a meeting would have now: what is on it and why, and what is passed over. */
export function AgendaList({ ritualId }: { ritualId: string }) {
  const { data, error } = useAnswer(readAgenda, { params: { id: ritualId } });
  if (data === undefined) return error === null ? <Skeleton lines={4} /> : <FieldError>{error.message}</FieldError>;
  const on = data.blocks.filter(({ state }) => state === 'filled' || state === 'always');
  const passed = data.blocks.filter(({ state }) => state === 'empty' || state === 'no-source');
  if (data.blocks.length === 0) return <p className="quiet">{texts.noAgenda}</p>;
  return (
    <>
      {on.length === 0 && <p className="quiet rhythm-nothing">{texts.nothingAtAll}</p>}
      <ol className="rhythm-agenda">
        {keyed(on).map(({ key, title, because, minutes }) => (
          <li key={key}>
            <span className="n">{texts.minutes(minutes)}</span>
            <span>{spoken(title)}</span>
            <small>{spoken(because)}</small>
          </li>
        ))}
      </ol>
      {passed.length > 0 && (
        <p className="rhythm-passed">{texts.nothingToday(passed.map(({ title }) => spoken(title)).join(', '))}</p>
      )}
    </>
  );
}
