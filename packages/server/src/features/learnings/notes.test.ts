import type { Learning } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import type { Actor } from '../../kernel/caller.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { createNotes } from './notes-service.ts';
import { learnings } from './records.ts';

/** Learnings that people wrote down, and who confirmed which. */

const { records, query } = useExperiments();
let seconds = 0;
const now = () => new Date(Date.UTC(2026, 4, 20, 12, 0, seconds++));
const notes = () => createNotes({ records: records(), now });
const person = (name: string, at: number): Actor => ({
  ...{ kind: 'member', id: `00000000-0000-4000-8000-00000000000${at}`, name },
});
const [anna, ben] = [person('Anna', 1), person('Ben', 2)];

const actions = async (id: string) =>
  (
    await query(`SELECT action, actor ->> 'name' AS by FROM audit_log WHERE subject_id = $1 ORDER BY seq`, [id])
  ).rows.map(({ action, by }) => `${by}: ${action}`);

test('are written, confirmed and changed; another sentence is to be confirmed anew', async () => {
  const said = { sentence: 'Letters need an e-mail.', restsOn: 'Three winters.', topic: '' };
  const { id } = await notes().add(anna, said);
  await notes().confirm(anna, id, true);
  await notes().confirm(ben, id, true);
  const twice = await notes().confirm(ben, id, true);
  expect(twice.confirmedBy.map(({ by }) => by.name)).toEqual(['Anna', 'Ben']);
  const topic = await notes().change(ben, id, { version: 1, topic: 'Post' });
  expect([topic.version, topic.confirmedBy.length]).toEqual([2, 2]);
  await expect(notes().change(anna, id, { version: 1, topic: 'Late' })).rejects.toMatchObject({ code: 'conflict' });
  expect((await notes().confirm(anna, id, false)).confirmedBy.map(({ by }) => by.name)).toEqual(['Ben']);
  const changed = await notes().change(anna, id, { version: 2, sentence: 'Letters need no e-mail.' });
  expect(changed.confirmedBy).toEqual([]);
  const second = await notes().add(ben, { ...said, sentence: 'Newer.' });
  expect((await notes().list()).map((note) => note.sentence)).toEqual(['Newer.', 'Letters need no e-mail.']);
  await expect(notes().remove(anna, id, 1)).rejects.toMatchObject({ code: 'conflict' });
  await notes().remove(anna, id, 3);
  await notes().remove(ben, second.id, 1);
  expect(await notes().list()).toEqual([]);
  await expect(notes().confirm(ben, id, true)).rejects.toMatchObject({ code: 'not-found' });
  expect(await actions(id)).toEqual([
    ...['Anna: noted-learning.created', 'Anna: noted-learning.confirmed', 'Ben: noted-learning.confirmed'],
    ...['Ben: noted-learning.changed', 'Anna: noted-learning.confirmation-withdrawn'],
    ...['Anna: noted-learning.changed', 'Anna: noted-learning.deleted'],
  ]);
});

test('a computed one is confirmed as it read then, and can be let go when it is there no more', async () => {
  const store = async (sentence: string) => {
    await records().delete(learnings);
    await records()
      .insert(learnings)
      .values({ id: 'l1', place: 0, learning: { id: 'l1', sentence } as Learning, carriers: [] });
  };
  await expect(notes().confirmComputed(anna, 'l1', true)).rejects.toMatchObject({ code: 'not-found' });
  await store('Question lowers it: −6%.');
  await notes().confirmComputed(anna, 'l1', true);
  await store('Question lowers it: −2%.');
  const both = await notes().confirmComputed(ben, 'l1', true);
  expect(both.confirmedBy.map(({ by, sentence }) => [by.name, sentence])).toEqual([
    ['Anna', 'Question lowers it: −6%.'],
    ['Ben', 'Question lowers it: −2%.'],
  ]);
  expect(await notes().confirmations()).toEqual([both]);
  await records().delete(learnings);
  await notes().confirmComputed(ben, 'l1', false);
  expect(await actions('l1')).toEqual([
    ...['Anna: learning.confirmed', 'Ben: learning.confirmed', 'Ben: learning.confirmation-withdrawn'],
  ]);
  expect((await notes().confirmations())[0]!.confirmedBy).toHaveLength(1);
});
