import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Customer, type CustomerProfile, customerProfileSchema, listCustomers } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';
import { type ApiClient, connectApi } from './api-client.ts';
import { readOptions } from './options.ts';

const verbs = ['list', 'show', 'export'];
const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = { json: flag, all: flag, search: text, limit: text, format: text } as const;

type Values = ReturnType<typeof readOptions<typeof options>>['values'];

const calledOf = ({ name, user, anonymous }: Customer) => name ?? user ?? `anonymous:${anonymous}`;
const pathOf = (id: string) => `/api/customers/${encodeURIComponent(id)}`;

function oneId(verb: string, [id, ...more]: readonly string[]): string {
  if (id === undefined) throw wrong(`Name the customer: ./dandelion customers ${verb} ID.`);
  if (more.length > 0) throw wrong(`One customer at a time: "${more[0]}" came after "${id}".`);
  return id;
}

async function list(client: ApiClient, { json, search, limit }: Values): Promise<void> {
  const query = new URLSearchParams({ ...(search && { search }), ...(limit && { limit }) });
  const answer = listCustomers.answer!.parse(await (await client.call('GET', `/api/customers?${query}`)).json());
  if (json) return void process.stdout.write(`${JSON.stringify(answer)}\n`);
  const { terminalText } = await import('../report/index.ts');
  for (const one of answer.customers) {
    const fields = [
      one.id,
      one.lastSeen.slice(0, 10),
      numbers.counted(one.events, 'event', 'events'),
      calledOf(one),
      one.email ?? '',
    ];
    process.stdout.write(`${terminalText(fields.join('  ')).trimEnd()}\n`);
  }
  if (answer.customers.length === 0) process.stdout.write('No customer fits.\n');
  if (answer.next !== null)
    process.stdout.write('There are more: narrow with --search, or ask for more with --limit.\n');
}

function sentences({ customer, traits, identities, origins }: CustomerProfile): string[] {
  return [
    `${calledOf(customer)} (${customer.id}): ${numbers.counted(customer.events, 'event', 'events')} from ${customer.firstSeen} to ${customer.lastSeen}.`,
    ...identities.map(
      ({ kind, value, how, undone }) =>
        `  ${kind} id ${value}${undone ? ', undone' : how === 'own' ? '' : `, by ${how}`}`,
    ),
    ...(traits === null
      ? ['  May not be profiled.']
      : traits.map(
          ({ name, value, trust, source }) => `  ${name}: ${JSON.stringify(value)} (${trust}, source ${source})`,
        )),
    ...origins.map(({ source, type, events }) => `  source ${source}: ${type}, ${numbers.count(events)}`),
  ];
}

async function show(client: ApiClient, ids: readonly string[], { json }: Values): Promise<void> {
  const answer: unknown = await (await client.call('GET', pathOf(oneId('show', ids)))).json();
  if (json) return void process.stdout.write(`${JSON.stringify(answer)}\n`);
  const { terminalText } = await import('../report/index.ts');
  const lines = sentences(customerProfileSchema.parse(answer));
  process.stdout.write(lines.map((line) => `${terminalText(line)}\n`).join(''));
}

async function takeOut(client: ApiClient, ids: readonly string[], { all, format }: Values): Promise<void> {
  if (all && ids.length > 0) throw wrong('Name a customer or write --all, not both.');
  if (format !== undefined && !all) throw wrong('--format is for --all: one customer is written as JSON lines.');
  const query = new URLSearchParams(format === undefined ? {} : { format });
  const path = all ? `/api/customers/export?${query}` : `${pathOf(oneId('export', ids))}/export`;
  const { body } = await client.call('GET', path);
  await pipeline(Readable.fromWeb(body as import('node:stream/web').ReadableStream), process.stdout, { end: false });
}

/** `dandelion customers list|show|export`: who is known, and what is known of one. */
export async function customers(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('customers', args, options);
  const [verb, ...ids] = positionals;
  if (verb === undefined) throw wrong(`Say what to do: ./dandelion customers ${verbs.join('|')}.`);
  if (!verbs.includes(verb)) {
    const near = nearestName(verb, verbs);
    throw wrong(
      `customers cannot "${verb}".${near === null ? '' : ` Did you mean "${near}"?`} It can ${verbs.join(', ')}.`,
    );
  }
  const client = await connectApi();
  if (verb === 'list') return list(client, values);
  return verb === 'show' ? show(client, ids, values) : takeOut(client, ids, values);
}
