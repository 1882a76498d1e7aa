import type { Meeting, Ritual } from '@dandelion-loop/contract';
import { writeNotes } from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import { expect, test } from 'vitest';
import { join, person } from '../../test-people.ts';
import { startTestServer } from '../../test-server.ts';

test('two members share a meeting over the real server, and a partner is kept out', async () => {
  const server = await startTestServer();
  const owner = person(server.url, await server.signIn());
  const [reader, partner] = [await join(server, 'reader'), await join(server, 'partner')];
  const post = async <Answer>(path: string, json: unknown, who = owner): Promise<Answer> => {
    const response = await who.ask(path, { method: 'POST', json });
    expect([path, response.status < 300]).toEqual([path, true]);
    return (await response.json()) as Answer;
  };
  const blocks = [{ kind: 'talk', title: 'Talk', why: '', minutes: 5 }];
  const ritual = await post<Ritual>('/api/rituals', { name: 'Weekly', cadence: null, blocks });
  const meeting = await post<Meeting>(`/api/rituals/${ritual.id}/meetings`, {});
  const events = `/api/meetings/${meeting.id}/events`;
  expect((await partner.ask(events)).status).toBe(403);

  const stream = await reader.ask(events);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  expect(stream.headers.get('x-accel-buffering')).toBe('no');
  let heard = '';
  const ended = (async () => {
    for await (const chunk of stream.body!) heard += Buffer.from(chunk).toString();
  })().catch(() => 'cut');
  await expect.poll(() => heard).toMatch(/event: meeting\n/);
  const { update } = exampleOf(writeNotes)!.body as { update: string };
  await post(`/api/meetings/${meeting.id}/notes`, { update }, owner);
  await expect.poll(() => heard).toMatch(/event: notes[\s\S]*event: notes\n/);
  const notes = (await (await reader.ask(`/api/meetings/${meeting.id}/notes`)).json()) as { text: string };
  expect(notes.text).toBe('Hello');

  const { link } = await post<{ link: string }>('/api/account/calendar', {});
  const feed = await fetch(link);
  expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect((await fetch(`${link.slice(0, -8)}.ics`)).status).toBe(404);
  // Its token is nowhere in the log.
  expect(server.output()).not.toContain(link.split('/').at(-1)!.replace('.ics', ''));

  await server.stop();
  await ended;
});
