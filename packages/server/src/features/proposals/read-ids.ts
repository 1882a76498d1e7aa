import type { Readable } from 'node:stream';
import { mostIds } from '@dandelion-loop/contract';
import { DandelionFailure } from '../../kernel/failure.ts';

const longestId = 200;
/** No list of the largest number of ids is longer in practice. */
const mostBytes = 40 * 1024 * 1024;

const refuse = (message: string) => new DandelionFailure('wrong-use', message);

/**
 * Ids of units, one on each line, each once; blank lines are left out, and quotation marks around an id.
 *
 * @throws DandelionFailure `wrong-use` for no ids or too many
 */
export async function readIds(stream: Readable): Promise<string[]> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooMany();
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const ids = new Set<string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const id = line.trim().replace(/^"(.*)"$/, '$1');
    if (id === '') continue;
    if (id.length > longestId) throw refuse(`An id is at most ${longestId} characters long. Send one id on each line.`);
    ids.add(id);
    if (ids.size > mostIds) throw tooMany();
  }
  if (ids.size < 2) throw refuse('Send at least two ids, one on each line.');
  return [...ids];
}

const tooMany = () =>
  refuse(
    `At most ${mostIds.toLocaleString('en')} ids can be assigned at once. Let the tool that sends divide the rest.`,
  );
