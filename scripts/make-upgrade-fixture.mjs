// Makes what the upgrade test opens: a workspace as an earlier version made it.
//
//   node scripts/make-upgrade-fixture.mjs COMMIT DIR
//
// It checks the commit out into a temporary folder, installs and starts it there, works with it as a person would (by its API), stops
// it, and backs its data folder up with the present program, which reads it and changes nothing. DIR is that backup, with session.json
// beside it: the cookie of the person who was signed in. All data are invented.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [commit, target] = process.argv.slice(2);
if (commit === undefined || target === undefined) {
  process.stderr.write('node scripts/make-upgrade-fixture.mjs COMMIT DIR\n');
  process.exit(2);
}
const place = mkdtempSync(join(tmpdir(), 'dandelion-fixture-'));
const clone = join(place, 'clone');
const data = join(place, 'data');

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

/** 300 people in two groups who ordered or not, with what they spent. */
const people = Array.from({ length: 300 }, (_, n) =>
  [
    `person-${n}@example.org`,
    n % 2 === 0 ? 'A' : 'B',
    n % 7 < 2 + (n % 2) ? 1 : 0,
    (n % 11) * 2.5,
    n % 5 < 3 ? 'NL' : 'DE',
  ].join(','),
);
const visitors = `id,group,ordered,spent,country\n${people.join('\n')}\n`;
const headlines = `test,variation,clicks,sent,week\n${['first', 'second', 'third']
  .flatMap((test, at) => [`${test},A,${100 + at},1000,20240${at + 1}`, `${test},B,${160 - at},1000,20240${at + 1}`])
  .join('\n')}\n`;
const practical = { value: 0.01, relative: true };
const common = {
  control: 'A',
  split: null,
  test: null,
  period: null,
  where: null,
  inference: 'fixed',
  level: 0.95,
  plannedUnits: 5000,
};
const metric = (name, changes) => ({
  ...{
    name,
    kind: null,
    numerator: name,
    denominator: null,
    lowerIsBetter: false,
    practical,
    covariate: null,
    currency: null,
  },
  ...changes,
});

async function work(url, link) {
  let cookie = '';
  async function ask(path, method = 'GET', body = undefined, type = 'application/json') {
    const headers = {
      cookie,
      'x-dandelion-client': 'fixture',
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      body: type === 'application/json' ? JSON.stringify(body) : body,
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return response.status === 204 ? null : response.json();
  }
  const upload = async (name, text) => (await ask(`/api/uploads?name=${name}`, 'POST', text, 'text/csv')).id;
  async function judged(of) {
    for (;;) {
      const { analyses } = await ask(`/api/imports/${of.id}`);
      if (analyses[0].state === 'done') return;
      if (analyses[0].state === 'failed') throw new Error(JSON.stringify(analyses[0].failure));
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  await ask('/api/session', 'POST', { token: link.split('#token=')[1] });
  const { version } = await ask('/api/workspace');
  await ask('/api/workspace', 'PATCH', {
    version,
    name: 'Before the upgrade',
    currency: 'GBP',
    timeZone: 'Europe/Amsterdam',
  });
  const uploadId = await upload('visitors.csv', visitors);
  const metrics = [metric('ordered', { kind: 'proportion' }), metric('spent', { kind: 'mean' })];
  const file = {
    source: 'file',
    name: 'Visitors',
    uploadId,
    choices: { ...common, variation: 'group', unit: 'id', metrics, segments: ['country'] },
  };
  await judged(await ask('/api/imports', 'POST', file));
  const headlineFile = await upload('headlines.csv', headlines);
  const many = { ...common, variation: 'variation', unit: null, segments: [], test: 'test', period: 'week' };
  const clicks = [metric('clicks', { kind: 'proportion', denominator: 'sent' })];
  await judged(
    await ask('/api/imports', 'POST', {
      source: 'file',
      name: 'Headlines',
      uploadId: headlineFile,
      choices: { ...many, metrics: clicks },
    }),
  );
  await ask(`/api/uploads/${headlineFile}`, 'DELETE');
  const counts = {
    variations: [
      { name: 'A', tried: 1200, succeeded: 118 },
      { name: 'B', tried: 1185, succeeded: 152 },
    ],
    ...{ lowerIsBetter: false, practical, split: null, inference: 'fixed', level: 0.95, plannedUnits: 5000 },
  };
  await ask('/api/imports', 'POST', { source: 'counts', name: 'Typed', counts });
  const { rows: experiments } = await ask('/api/experiments');
  for (const [at, { id }] of experiments.entries()) {
    const { version: seen } = await ask(`/api/experiments/${id}`);
    await ask(`/api/experiments/${id}`, 'PATCH', {
      version: seen,
      tags: ['old', `n${at}`],
      note: `Noted by hand: ${at}\nsecond line`,
    });
  }
  return cookie;
}

let server;
try {
  run('git', ['clone', '--quiet', '--no-checkout', root, clone]);
  run('git', ['-C', clone, 'checkout', '--quiet', commit]);
  server = spawn(join(clone, 'dandelion'), ['start'], {
    env: { ...process.env, DANDELION_DATA: data, PORT: '0' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  const link = await new Promise((found, failed) => {
    server.once('exit', (code) => failed(new Error(`It ended with ${code}:\n${said}`)));
    server.stderr.on('data', (text) => {
      said += text;
      const [at] = /https?:\/\/\S+#token=\S+/.exec(said) ?? [];
      if (at !== undefined) found(at);
    });
  });
  const cookie = await work(new URL(link).origin, link);
  const ended = new Promise((done) => server.once('close', done));
  server.kill('SIGTERM');
  await ended;
  const made = join(place, 'backup');
  run(join(root, 'dandelion'), ['backup', made], { env: { ...process.env, DANDELION_DATA: data } });
  mkdirSync(dirname(resolve(target)), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  cpSync(made, target, { recursive: true });
  writeFileSync(join(target, 'session.json'), `${JSON.stringify({ cookie })}\n`);
  process.stdout.write(`${target}\n`);
} finally {
  server?.kill('SIGTERM');
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}
