import { readFile } from 'node:fs/promises';
import { type PlanDocument, type PlanProblem, readPlanDocument } from '@dandelion-loop/contract';
import { answerPlan, defaultDraws, defaultSeed, type PlanPart } from '@dandelion-loop/portfolio';
import { type PlanSample, planSamples } from '@dandelion-loop/portfolio/samples';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';
import { readOptions, readWhole } from './options.ts';
import { terminalHere } from './output.ts';

const text = { type: 'string' } as const;
const planOptions = {
  ...{ on: text, seed: text, draws: text },
  without: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof readOptions<typeof planOptions>>['values'];

const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const example = './dandelion plan check FILE';
const verbs = ['check', 'sample'];

/** More text than any plan of 10,000 bets. */
const mostBytes = 64 * 2 ** 20;
const mostDraws = 1_000_000;
/** Of the problems of a document, the first so many are told. */
const mostProblems = 20;

async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > mostBytes) throw new DandelionFailure('file-too-large', 'A plan has 64 MB at most.');
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readContent(path: string): Promise<string> {
  if (path === '-') return await readInput();
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new DandelionFailure('file-not-found', `There is no file ${path}.`);
    if (error.code === 'EISDIR') throw wrong(`${path} is a folder. Name a file in it.`);
    throw new DandelionFailure('file-unreadable', `${path} cannot be read: ${error.message}.`);
  });
  if (content.length > mostBytes) throw new DandelionFailure('file-too-large', 'A plan has 64 MB at most.');
  return content.toString('utf8');
}

const told = ({ path, reason }: PlanProblem): string => (path === '' ? `The plan: ${reason}` : `${path}: ${reason}`);

function asPlan(path: string, content: string): PlanDocument {
  let document: unknown;
  try {
    document = JSON.parse(content.replace(/^\ufeff/, ''));
  } catch (error) {
    const name = path === '-' ? 'Standard input' : path;
    throw new DandelionFailure(
      'format-broken',
      `${name} is no JSON: ${(error as Error).message}. docs/reference/plan-document.md has an example.`,
    );
  }
  const read = readPlanDocument(document);
  if ('plan' in read) return read.plan;
  const { problems } = read;
  const more = problems.length - mostProblems;
  const all = problems.slice(0, mostProblems).map(told).join(' ');
  throw new DandelionFailure('bad-value', `${all}${more > 0 ? ` And ${more} more problems.` : ''}`);
}

function readDay(given: string | undefined): string {
  const today = new Date().toISOString().slice(0, 10);
  if (given === undefined) return today;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(given) && new Date(`${given}T00:00:00Z`).toJSON()?.slice(0, 10) === given;
  if (!isDay) throw wrong(`--on needs a day such as ${today}, not "${given}".`);
  return given;
}

/** KIND:NAME; a kind of domain, such as channel, will do as well. */
function readPart(given: string, plan: PlanDocument): PlanPart {
  const [, kind = '', name = ''] = /^([a-z]+):(.+)$/s.exec(given.trim()) ?? [];
  const kinds = ['bet', 'domain', 'channel', 'audience', 'partner', 'asset', 'assumption'];
  if (!kinds.includes(kind)) throw wrong(`--without needs bet:NAME or domain:NAME, not "${given}".`);
  const names = (kind === 'bet' ? plan.bets : plan.domains.filter((one) => kind === 'domain' || one.kind === kind)).map(
    (one) => one.name,
  );
  if (names.includes(name.trim())) return { kind: kind === 'bet' ? 'bet' : 'domain', name: name.trim() };
  const near = nearestName(name, names);
  throw new DandelionFailure(
    'unknown-value',
    `--without: the plan has no ${kind} "${name}".${near === null ? '' : ` Did you mean "${near}"?`}`,
  );
}

async function check(values: Values, [path, ...more]: readonly string[]): Promise<void> {
  if (path === undefined) throw wrong(`Name the file: ${example}, or - for standard input.`);
  if (more.length > 0) {
    throw wrong(`One file at a time: "${more[0]}" came after "${path}". Put quotes around names with spaces.`);
  }
  const on = readDay(values.on);
  const seed = values.seed === undefined ? defaultSeed : readWhole('--seed', values.seed, 0, 2 ** 31 - 1);
  const draws = values.draws === undefined ? defaultDraws : readWhole('--draws', values.draws, 1000, mostDraws);
  const plan = asPlan(path, await readContent(path));
  const together = (values.without ?? []).map((given) => readPart(given, plan));
  const answer = answerPlan(plan, { on, seed, draws, together });
  if (values.json) {
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const { renderPlan } = await import('../report/index.ts');
  process.stdout.write(renderPlan(plan, answer, terminalHere()));
}

function sample([given = 'charity', ...more]: readonly string[]): void {
  const names = Object.keys(planSamples);
  if (more.length > 0 || !names.includes(given)) throw wrong(`The samples are ${names.join(' and ')}.`);
  process.stdout.write(`${JSON.stringify(planSamples[given as PlanSample], null, 2)}\n`);
}

/** `dandelion plan check FILE`: whether the plan makes it, even if some of it fails. */
export async function plan(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('plan', args, planOptions);
  const [verb, ...rest] = positionals;
  if (verb === 'check') return await check(values, rest);
  if (verb === 'sample') return sample(rest);
  if (verb === undefined) throw wrong(`Say what to do: ${example}.`);
  const near = nearestName(verb, verbs);
  throw wrong(`plan cannot "${verb}".${near === null ? '' : ` Did you mean "${near}"?`} Write ${example}.`);
}
