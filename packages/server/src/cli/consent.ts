import {
  type BodyOf,
  type CustomerConsents,
  consentPurposes,
  customerConsentsSchema,
  isConsentPurpose,
  type setConsent,
} from '@dandelion-loop/contract';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';
import { connectApi } from './api-client.ts';
import { readOptions } from './options.ts';

const options = { json: { type: 'boolean' }, proof: { type: 'string' } } as const;
const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const answers: Readonly<Record<string, boolean>> = { yes: true, no: false };

function readPurpose(given: string): BodyOf<typeof setConsent>['purpose'] {
  if (isConsentPurpose(given)) return given;
  const near = nearestName(given, consentPurposes);
  throw wrong(
    `There is no purpose "${given}".${near === null ? '' : ` Did you mean "${near}"?`} Purposes: ${consentPurposes.join(', ')}.`,
  );
}

function readChange([purpose, answer, ...more]: readonly string[], proof = 'From the command line') {
  const allowed = Object.hasOwn(answers, answer ?? '') ? answers[answer!] : undefined;
  if (purpose === undefined || allowed === undefined || more.length > 0) {
    throw wrong('Write ./dandelion consent set ID PURPOSE yes|no.');
  }
  return { purpose: readPurpose(purpose), allowed, proof };
}

function sentences({ purposes, entries }: CustomerConsents): string[] {
  const said = purposes.filter(({ allowed }) => allowed !== null);
  if (said.length === 0) return ['Nothing was said: the rule of each source holds.'];
  return said.map(({ purpose, allowed }) => {
    const last = entries.find((entry) => entry.purpose === purpose && entry.allowed === allowed);
    const since = last === undefined ? '' : `, said on ${last.at.slice(0, 10)} (${last.place}, ${last.trust})`;
    return `${purpose}: ${allowed ? 'yes' : 'no'}${since}`;
  });
}

/** `dandelion consent show|set`: what a customer allows, and recording it for them. */
export async function consent(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('consent', args, options);
  const [verb, id, ...rest] = positionals;
  if ((verb !== 'show' && verb !== 'set') || id === undefined) {
    throw wrong('Say what to do: ./dandelion consent show ID, or ./dandelion consent set ID PURPOSE yes|no.');
  }
  if (verb === 'show' && rest.length > 0) throw wrong(`One customer at a time: "${rest[0]}" came after "${id}".`);
  const change = verb === 'set' ? readChange(rest, values.proof) : null;
  const client = await connectApi();
  const path = `/api/customers/${encodeURIComponent(id)}/consents`;
  const response = change === null ? await client.call('GET', path) : await client.call('POST', path, { json: change });
  const answer = customerConsentsSchema.parse(await response.json());
  if (values.json) return void process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.stdout.write(`${sentences(answer).join('\n')}\n`);
}
