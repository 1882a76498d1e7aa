import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importSchema, scopes } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';

/** What programs do with a server that runs: the recipes of docs/how-to/api.md as they stand there, and `dandelion import`. */

const root = fileURLToPath(new URL('../../../..', import.meta.url));

let server: TestServer;
let folder: string;
let key: string;

/** 600 donors; of A every tenth gave, of B every fifth. */
const spring = `donor,group,donated\n${Array.from({ length: 600 }, (_, n) => {
  const gives = n % 2 === 0 ? n % 20 === 0 : n % 10 === 1;
  return `d${n},${'AB'[n % 2]},${gives ? 1 : 0}`;
}).join('\n')}\n`;

beforeAll(async () => {
  server = await startTestServer();
  await server.signIn();
  folder = mkdtempSync(join(tmpdir(), 'dandelion-recipes-'));
  writeFileSync(join(folder, 'spring.csv'), spring);
  const made = await server.ask('/api/keys', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ name: 'Recipes', scopes, days: 1 }),
  });
  key = ((await made.json()) as { token: string }).token;
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.info('skipped: no curl on this machine, so the recipes of docs/how-to/api.md are not run');

/** Blocks of a shell by the heading above them. */
function recipes(): [heading: string, block: string][] {
  const page = readFileSync(join(root, 'docs/how-to/api.md'), 'utf8');
  let heading = '';
  const found: [string, string][] = [];
  for (const [, head, block] of page.matchAll(/^#+ (.+)$|^```sh\n([\s\S]*?)^```$/gm)) {
    if (head !== undefined) heading = head;
    else found.push([heading, block!]);
  }
  return found;
}

describe.skipIf(!hasCurl)('the recipes', () => {
  const printed: Record<string, string> = {};

  beforeAll(() => {
    const script = recipes()
      .map(([heading, block]) => `printf '\\n### %s\\n' "${heading}"\n${block}`)
      .join('\n');
    const env = { ...process.env, DANDELION_URL: server.url, DANDELION_API_KEY: key };
    const out = execFileSync('sh', ['-eu', '-c', script], { cwd: folder, env, encoding: 'utf8', timeout: 50_000 });
    for (const part of out.split('\n### ').slice(1)) {
      const [heading, ...lines] = part.split('\n');
      printed[heading!] = lines.join('\n').trim();
    }
  });

  test('are all run', () => {
    expect(recipes().length).toBeGreaterThan(9);
    expect(Object.keys(printed)).toEqual([...new Set(recipes().map(([heading]) => heading))]);
  });

  test.each<[string, RegExp]>([
    ['Import a file and wait for its verdict', /^“B” is better than “A” on donated: 20\.0% against 10\.0%/],
    ['List what won this year', /^\{"total":1,"rows":\[\{"id":"[\w-]+","title":"Spring mailing"/],
    ['Download answers', /^\s*2 won\.csv\n\s*601 rows\.csv\n/],
    ['Tag an experiment', /^"tags":\["mail","spring"\]$/],
    ['Comment on it', /^Imported by the nightly job\.$/],
    ['Make a share link', /^http:\/\/\S+\/shared#\S{43}$/],
    ['Invite a member', /^http:\/\/\S+\/join#token=\S{43}$/],
    ['Verify the audit log', /^\{"ok":true,"entries":\d+,"head":\{"seq":\d+/],
    ['Scrape the figures', /^process_start_time_seconds [\d.]+/],
  ])('%s', (heading, pattern) => {
    expect(printed[heading]).toMatch(pattern);
  });

  test('leave no id of a unit in the rows', () => {
    const rows = readFileSync(join(folder, 'rows.csv'), 'utf8');
    expect(rows).not.toMatch(/"d\d+"/);
    expect(rows).toMatch(/"[0-9a-f]{32}"/);
  });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function dandelion(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'dandelion'), args, {
      ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
      env: { ...process.env, LANG: 'C.UTF-8', DANDELION_DATA: server.dataFolder, ...env },
    });
    let out = '';
    let err = '';
    child.stdout!.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr!.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('dandelion api', () => {
  test('prints what the API answers, and takes no page of the interface for an answer', async () => {
    const good = await dandelion(['api', '/api/workspace']);
    expect([good.code, JSON.parse(good.out).name]).toEqual([0, 'My workspace']);
    const page = await dandelion(['api', '/experiments']);
    expect([page.code, page.out]).toEqual([2, '']);
    expect(page.err).toMatch(/its paths begin with \/api\//);
  });
});

describe('dandelion import', () => {
  test('needs a file and no more, on the machine itself', async () => {
    const { code, out, err } = await dandelion(['import', 'spring.csv', '--control', 'A', '--wait']);
    expect(code).toBe(0);
    expect(err).not.toMatch(/warning/i);
    const [sentence, link] = out.trim().split('\n');
    expect(sentence).toBe('Yes. B raised donated by 10 points: 20% against 10% with A.');
    expect(link).toMatch(new RegExp(`^${server.url}/experiments/[\\w-]{36}$`));
    expect((await server.ask(link!.slice(server.url.length).replace('/experiments', '/api/experiments'))).status).toBe(
      200,
    );
  });

  test('takes what analyze takes, with a key from elsewhere, and says it to machines', async () => {
    const env = { DANDELION_DATA: join(folder, 'nothing'), DANDELION_URL: `${server.url}/`, DANDELION_API_KEY: key };
    const given = [
      ...[
        '--variation',
        'group',
        '--metric',
        'gave:proportion:donated',
        '--lower-is-better',
        'gave',
        '--practical',
        '2%',
      ],
      ...['--split', 'A=50,B=50', '--unit', 'donor', '--inference', 'bayesian', '--level', '0.9', '--name', 'By key'],
    ];
    const { code, out } = await dandelion(['import', 'spring.csv', ...given, '--wait', '--json'], env);
    expect(code).toBe(0);
    const { schema, import: imported, answer } = JSON.parse(out);
    expect(schema).toBe(1);
    expect(answer).toMatch(/\.$/);
    const { name, analyses } = importSchema.parse(imported);
    expect(name).toBe('By key');
    expect(analyses[0]).toMatchObject({
      state: 'done',
      choices: {
        ...{
          variation: 'group',
          control: null,
          split: { A: 50, B: 50 },
          unit: 'donor',
          inference: 'bayesian',
          level: 0.9,
        },
        metrics: [
          { name: 'gave', kind: 'proportion', numerator: 'donated', lowerIsBetter: true, practical: { value: 0.02 } },
        ],
      },
    });
  });

  test('goes by the settings of the workspace where nothing is said, and does not wait unless it is asked to', async () => {
    const { version } = (await (await server.ask('/api/workspace')).json()) as { version: number };
    const changed = await server.ask('/api/workspace/methods', {
      ...{ method: 'PATCH', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ version, inference: 'sequential', practical: { value: 0.03, relative: true } }),
    });
    expect(changed.status).toBe(200);
    const { out } = await dandelion(['import', 'spring.csv', '--json']);
    const { import: imported, answer } = JSON.parse(out);
    expect(answer).toBeNull();
    expect(imported.analyses[0].choices).toMatchObject({
      ...{ variation: 'group', inference: 'sequential', level: 0.95 },
      metrics: [{ name: 'donated', practical: { value: 0.03, relative: true } }],
    });
  });

  test('counts verdicts of a file with many tests', async () => {
    const many = ['first', 'second'].flatMap((name, at) => [
      `${name},A,100,1000`,
      `${name},B,${at === 0 ? 170 : 101},1000`,
    ]);
    writeFileSync(join(folder, 'many.csv'), `test,variation,clicks,sent\n${many.join('\n')}\n`);
    const metric = 'clicks:proportion:clicks/sent';
    const { out } = await dandelion([
      'import',
      'many.csv',
      '--test',
      'test',
      '--control',
      'A',
      '--metric',
      metric,
      '--wait',
    ]);
    expect(out.split('\n')[0]).toMatch(/^2 tests: 1 won, 1 (inconclusive|without a difference)\.$/);
  });

  test.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['no file', [], {}, 2, /Name the file/],
    ['a file that is not there', ['none.csv'], {}, 2, /no file none\.csv/],
    ['an option of analyze alone', ['spring.csv', '--html', 'a.html'], {}, 2, /--html is not an option of import/],
    ['a column that is not there', ['spring.csv', '--variation', 'grup', '--wait'], {}, 2, /no column "grup"/],
    [
      'half of an address',
      ['spring.csv'],
      { DANDELION_URL: 'http://localhost:1' },
      2,
      /both DANDELION_URL and DANDELION_API_KEY/,
    ],
    [
      'a key that is none',
      ['spring.csv'],
      { DANDELION_URL: 'HERE', DANDELION_API_KEY: 'dandelion_made-up' },
      2,
      /not signed in/,
    ],
    [
      'nobody there',
      ['spring.csv'],
      { DANDELION_URL: 'http://127.0.0.1:1', DANDELION_API_KEY: 'a' },
      3,
      /Nothing answers/,
    ],
  ])('%s is told in a sentence', async (_, args, env, code, message) => {
    const here = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, value === 'HERE' ? server.url : value]),
    );
    const ended = await dandelion(['import', ...args], here);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(message);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });
});

describe('deleting the workspace', () => {
  const remove = (name: string, headers: Record<string, string> = {}) =>
    server.ask('/api/workspace', {
      ...{ method: 'DELETE', body: JSON.stringify({ name }) },
      headers: { 'content-type': 'application/json', ...headers },
    });

  test('needs an owner who types its name; then there is an empty one, and a link from the machine leads in', async () => {
    expect((await remove('My workspace', { authorization: `Bearer ${key}` })).status).toBe(403);
    expect((await remove('Another')).status).toBe(422);
    const before = (await (await server.ask('/api/experiments')).json()) as { total: number };
    expect(before.total).toBeGreaterThan(0);
    const removed = await remove('My workspace');
    expect(removed.status).toBe(204);
    expect(removed.headers.getSetCookie()[0]).toMatch(/^dandelion=;.*Expires=Thu, 01 Jan 1970/);
    expect((await server.ask('/api/session')).status).toBe(401);
    expect((await fetch(`${server.url}/api/experiments`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(
      401,
    );

    const { out } = await dandelion(['owner-link']);
    const token = out.trim().split('#token=')[1];
    const headers = { 'content-type': 'application/json', 'x-dandelion-client': 'test' };
    const signedIn = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ token }),
    });
    expect(signedIn.status).toBe(201);
    const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const read = async (path: string) => (await fetch(`${server.url}${path}`, { headers: { cookie } })).json();
    expect(await read('/api/workspace')).toMatchObject({
      empty: true,
      name: 'My workspace',
      methods: { inference: 'fixed' },
    });
    expect(await read('/api/imports')).toEqual({ imports: [] });
    expect(await read('/api/audit/verification')).toMatchObject({ ok: true });
    expect(readdirSync(join(server.dataFolder, 'uploads'))).toEqual([]);
  });
});
