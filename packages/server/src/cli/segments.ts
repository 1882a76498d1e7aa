import { type CustomerSegment, customerSegmentSchema, type SegmentCount } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';
import { connectApi } from './api-client.ts';
import { readOptions } from './options.ts';

const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const verbs = ['list', 'count'];

const countWords = ({ customers, of }: SegmentCount) =>
  `${numbers.count(customers)} of ${numbers.counted(of, 'customer')}`;

async function list(json: boolean): Promise<string> {
  const { segments } = (await (await (await connectApi()).call('GET', '/api/segments')).json()) as {
    segments: CustomerSegment[];
  };
  if (json) return JSON.stringify({ schema: 1, segments });
  if (segments.length === 0) return 'There is no segment yet.';
  return segments
    .map(
      ({ id, name, sentence, count }) =>
        `${id}  ${name}: ${count === null ? 'not counted yet' : countWords(count)}\n  ${sentence}`,
    )
    .join('\n');
}

async function count(id: string, json: boolean): Promise<string> {
  const response = await (await connectApi()).call('GET', `/api/segments/${encodeURIComponent(id)}`);
  const segment = customerSegmentSchema.parse(((await response.json()) as { segment: unknown }).segment);
  if (json) return JSON.stringify({ schema: 1, id, name: segment.name, ...segment.count });
  return `${segment.name}: ${segment.count === null ? 'not counted' : countWords(segment.count)}.\n${segment.sentence}`;
}

/** `dandelion segments list|count ID`: segments of a running server, with how many customers are in them. */
export async function segments(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('segments', args, options);
  const [verb, id, ...more] = positionals;
  const { terminalText } = await import('../report/index.ts');
  const tell = (text: string) =>
    process.stdout.write(`${values.json ? text : text.split('\n').map(terminalText).join('\n')}\n`);
  if (more.length > 0 || (verb === 'list' && id !== undefined))
    throw wrong('That is more than was asked for: ./dandelion segments list, or segments count ID.');
  if (verb === 'list') return void tell(await list(values.json === true));
  if (verb === 'count') {
    if (id === undefined) throw wrong('Name the segment: ./dandelion segments count ID. The list has the ids.');
    return void tell(await count(id, values.json === true));
  }
  if (verb === undefined) throw wrong('Say what to do: ./dandelion segments list, or segments count ID.');
  const near = nearestName(verb, verbs);
  throw wrong(
    `segments cannot "${verb}".${near === null ? '' : ` Did you mean "${near}"?`} It can ${verbs.join(' and ')}.`,
  );
}
