import {
  addSource,
  addWriteKey,
  endSource,
  getSource,
  listSources,
  rotateWriteKey,
  type SourceListItem,
  type WriteKey,
} from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';
import { type ApiClient, connectApi } from './api-client.ts';
import { readOptions, readWhole } from './options.ts';

const text = { type: 'string' } as const;
const options = {
  ...{ consent: text, basis: text, kind: text, withheld: text, 'overlap-hours': text },
  origin: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readOptions<typeof options>>['values'];
type Kind = WriteKey['kind'];

const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const print = (values: Values, answer: unknown, words: string) =>
  process.stdout.write(values.json ? `${JSON.stringify(answer)}\n` : words);

function readChoice<Choice extends string>(option: string, given: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw wrong(`--${option} is ${choices.join(' or ')}, not "${given}".`);
  return found;
}

/** One word after the verb, and no more. */
function only(given: readonly string[], count: number, line: string): string[] {
  if (given.length !== count) throw wrong(`Write ./dandelion sources ${line}. Put quotes around names with spaces.`);
  return [...given];
}

const list = async (client: ApiClient): Promise<SourceListItem[]> =>
  listSources.answer!.parse(await (await client.call('GET', '/api/sources')).json()).sources;

/** By its name or its id. Of one that has ended and one that has not, the latter. */
async function find(client: ApiClient, given: string): Promise<SourceListItem> {
  const all = await list(client);
  const found = all.find(({ id, name }) => id === given || name.toLowerCase() === given.trim().toLowerCase());
  if (found !== undefined) return found;
  const near = nearestName(
    given,
    all.map(({ name }) => name),
  );
  throw new DandelionFailure(
    'not-found',
    `There is no source "${given}".${near === null ? '' : ` Did you mean "${near}"?`} ./dandelion sources list shows all.`,
  );
}

async function findKey(client: ApiClient, source: SourceListItem, given: string): Promise<WriteKey> {
  const answer = await client.call('GET', `/api/sources/${source.id}`);
  const { keys } = getSource.answer!.parse(await answer.json());
  const found = keys.filter(({ id, beginning }) => id === given || beginning === given.slice(0, beginning.length));
  if (found.length === 1) return found[0]!;
  const known = keys.filter(({ state }) => state === 'active' || state === 'ending').map(({ beginning }) => beginning);
  throw new DandelionFailure(
    'not-found',
    `"${given.slice(0, 20)}" is no key of ${source.name}. Its keys begin with ${known.length === 0 ? 'nothing: there is none' : known.join(', ')}.`,
  );
}

async function makeKey(client: ApiClient, sourceId: string, kind: Kind) {
  const answer = await client.call('POST', `/api/sources/${sourceId}/keys`, { json: { kind } });
  return addWriteKey.answer!.parse(await answer.json());
}

async function create(values: Values, given: readonly string[]): Promise<void> {
  const [name] = only(given, 1, 'create NAME');
  const origins = values.origin ?? [];
  const kinds: Kind[] = origins.length === 0 ? ['secret'] : ['public', 'secret'];
  const asked = values.kind === undefined ? kinds[0]! : readChoice('kind', values.kind, ['public', 'secret']);
  if (!kinds.includes(asked)) throw wrong('A public key needs --origin: the pages that may send with it.');
  const client = await connectApi();
  const body = {
    ...{ name, origins, legalBasis: values.basis ?? '' },
    ...(values.consent === undefined ? {} : { consent: readChoice('consent', values.consent, ['ask', 'opt-out']) }),
    ...(values.withheld === undefined
      ? {}
      : { withheld: readChoice('withheld', values.withheld, ['drop', 'anonymous']) }),
  };
  const answer = await client.call('POST', '/api/sources', { json: body });
  const source = addSource.answer!.parse(await answer.json());
  const keys: Partial<Record<Kind, string>> = {};
  for (const kind of kinds) keys[kind] = (await makeKey(client, source.id, kind)).token;
  const wide = origins.includes('*')
    ? '* lets every page of the world send with the public key. Name yours instead.\n'
    : '';
  const lines = kinds.map((kind) => `${kind === 'public' ? 'For pages' : 'For servers'}:  ${keys[kind]}\n`).join('');
  const words = `The source ${source.name} is there. Its write keys are shown this once:\n\n${lines}\n${wide}Send events to ${client.url}. docs/how-to/sources.md shows how.\n`;
  print(values, { source, keys, writeKey: keys[asked], url: client.url }, words);
}

const rate = (perMinute: number) => `${numbers.fixed(perMinute, 1)} a minute`;

function line({ name, endedAt, consent, keys, arrivals }: SourceListItem): string {
  const asks = consent === 'ask' ? 'asks first' : 'opt-out';
  const state = endedAt === null ? asks : `ended on ${endedAt.slice(0, 10)}`;
  const last = arrivals?.lastEventAt;
  const arriving =
    arrivals === null || last === undefined
      ? 'what arrives is not known just now'
      : last === null
        ? 'nothing in 30 days'
        : `${rate(arrivals.perMinute)}, ${arrivals.day.rejected} rejected in 24 hours, last event ${last}`;
  return `${name}: ${state}; ${keys.public} public and ${keys.secret} secret keys; ${arriving}\n`;
}

async function show(values: Values, given: readonly string[]): Promise<void> {
  only(given, 0, 'list');
  const sources = await list(await connectApi());
  const none = 'There is no source yet. Make one: ./dandelion sources create NAME\n';
  print(values, { sources }, sources.map(line).join('') || none);
}

async function rotate(values: Values, given: readonly string[]): Promise<void> {
  const [name, key] = only(given, 2, 'rotate NAME KEY');
  const hours = readWhole('--overlap-hours', values['overlap-hours'] ?? '24', 0, 8760);
  const client = await connectApi();
  const source = await find(client, name!);
  const old = await findKey(client, source, key!);
  const path = `/api/sources/${source.id}/keys/${old.id}/rotate`;
  const answer = rotateWriteKey.answer!.parse(
    await (await client.call('POST', path, { json: { overlapHours: hours } })).json(),
  );
  const until = hours === 0 ? 'is over' : `is taken for ${numbers.counted(hours, 'hour')} more`;
  const words = `The new key is shown this once:\n\n${answer.token}\n\nThe one that begins with ${old.beginning} ${until}.\n`;
  print(values, { key: answer.key, writeKey: answer.token }, words);
}

async function revoke(values: Values, given: readonly string[]): Promise<void> {
  const [name, key] = only(given, 2, 'revoke NAME KEY');
  const client = await connectApi();
  const source = await find(client, name!);
  const { id, beginning } = await findKey(client, source, key!);
  await client.call('DELETE', `/api/sources/${source.id}/keys/${id}`);
  print(values, { revoked: id }, `The key that begins with ${beginning} is worth nothing from now on.\n`);
}

async function end(values: Values, given: readonly string[]): Promise<void> {
  const [name] = only(given, 1, 'end NAME');
  const client = await connectApi();
  const { id } = await find(client, name!);
  const source = endSource.answer!.parse(await (await client.call('POST', `/api/sources/${id}/end`)).json());
  print(values, source, `${source.name} has ended: nothing is taken from it any more. What came by it stays.\n`);
}

const verbs: Record<string, (values: Values, given: readonly string[]) => Promise<void>> = {
  ...{ create, list: show, rotate, revoke, end },
};

/** `dandelion sources create NAME`: where events come from, by the API. */
export async function sources(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('sources', args, options);
  const [verb = '', ...given] = positionals;
  if (Object.hasOwn(verbs, verb)) return await verbs[verb]!(values, given);
  const near = nearestName(verb, Object.keys(verbs));
  throw wrong(
    `Say what to do: ./dandelion sources ${Object.keys(verbs).join(', ')}.${near === null ? '' : ` Did you mean ${near}?`}`,
  );
}
