// Makes what the upgrade test opens: a workspace as an earlier version made it.
//
//   node scripts/make-upgrade-fixture.mjs COMMIT DIR
//
// It checks the commit out into a temporary folder, installs and starts it there, works with it as a person would (by its API), stops
// it, and backs its data folder up with the present program, which reads it and changes nothing. DIR is that backup, with session.json
// beside it: the cookie of the person who was signed in, and what that version answered at the paths of `kept`. All data are invented.
// It speaks the API of the commit that it was last run for: an older fixture is not made again.
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
const headlines = `test,variation,headline,clicks,sent,week\n${['first', 'second', 'third']
  .flatMap((test, at) => [
    `${test},A,The ${test} thing we made,${100 + at},1000,20240${at + 1}`,
    `${test},B,Did you see the ${test} thing?,${160 - at},1000,20240${at + 1}`,
  ])
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
  attributes: [],
  texts: [],
  held: [],
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

/** Where a person's own work is read: an upgrade may add to these answers and may take nothing away. */
const kept = [
  '/api/beliefs',
  '/api/preferences',
  '/api/learnings/notes',
  '/api/coders',
  '/api/codes?attribute=tone',
  '/api/ideas',
  '/api/drafts',
  '/api/proposals/settings',
  '/api/members',
  '/api/shares',
  '/api/keys',
  '/api/webhooks',
  '/api/ties',
  '/api/contradictions/count',
];

/** What people add by hand around their tests: beliefs, preferences, notes, codes, ideas, drafts, and who may see it. */
async function addByHand(ask, experiments) {
  const experimentId = experiments[0].id;
  await ask('/api/account', 'PATCH', { version: (await ask('/api/account')).version, name: 'Ada' });
  await ask('/api/members/invites', 'POST', { role: 'reader', name: 'Chris', email: 'chris@wadden.example' });
  const believed = await ask('/api/beliefs', 'POST', {
    ...{ claim: 'A letter that names one child raises donations.', topic: 'letters', hangsOn: 'The autumn mailing.' },
    ...{ costIfWrong: 12_000, rule: { by: 'hand' }, dueOn: '2030-12-01' },
  });
  await ask(`/api/beliefs/${believed.id}/forecast`, 'POST', { probability: 0.7 });
  const { version: seen } = await ask(`/api/beliefs/${believed.id}`);
  const resolved = { version: seen, state: 'false', reason: 'Three letters were tried by hand.' };
  await ask(`/api/beliefs/${believed.id}/resolve`, 'POST', resolved);
  const open = { claim: 'Sundays are quiet.', topic: 'days', hangsOn: '', costIfWrong: null, dueOn: null };
  const rule = {
    ...{ by: 'metric', experimentId: null, metric: 'clicks', variation: null },
    ...{ measure: 'lift', operator: '>', threshold: 5, reading: 'interval' },
  };
  await ask('/api/beliefs', 'POST', { ...open, rule });
  const cover = { question: 'Which cover?', options: ['A child', 'A landscape'], topic: 'magazine' };
  const preferred = await ask('/api/preferences', 'POST', cover);
  await ask(`/api/preferences/${preferred.id}/answer`, 'POST', { prefers: 0, expects: [0.7, 0.3] });
  const sentence = 'Our readers open letters on Sundays.';
  const note = await ask('/api/learnings/notes', 'POST', { sentence, restsOn: 'Ten years of post', topic: 'Post' });
  await ask(`/api/learnings/notes/${note.id}/confirmation`, 'POST');
  const words = { kind: 'words', words: ['sale', 'discount'] };
  await ask('/api/coders', 'POST', { name: 'Words of sales', definition: words });
  // Of each test of headlines, so that something is learned of the tone.
  const codes = experiments
    .filter(({ title }) => /first|second|third/.test(title))
    .flatMap(({ id }) => [
      { experimentId: id, variation: 'A', level: 'calm' },
      { experimentId: id, variation: 'B', level: 'urgent' },
    ]);
  await ask('/api/codes', 'POST', { attribute: 'tone', codes });
  const sunday = { attribute: 'day', reference: 'Tuesday', level: 'Sunday', low: -0.02, high: 0.08 };
  await ask('/api/ideas', 'POST', { title: 'Mail on Sunday', ...sunday });
  const tone = [{ name: 'tone', levels: ['calm', 'urgent'] }];
  await ask('/api/drafts', 'POST', { title: 'Tone', attributes: tone, units: 24_000 });
  const { version } = await ask('/api/proposals/settings');
  await ask('/api/proposals/settings', 'PATCH', { version, valueOfOne: 0.5, costPerTest: 200 });
  await ask('/api/keys', 'POST', { name: 'Nightly import', scopes: ['imports:read'], days: 3650 });
  await ask(`/api/experiments/${experimentId}/comments`, 'POST', { text: 'Seen by hand.' });
}

/** Writes down a learning and says of which computed one it is. */
async function tie(ask) {
  const sentence = 'An urgent tone is clicked less.';
  const note = await ask('/api/learnings/notes', 'POST', { sentence, restsOn: 'A talk we heard', topic: 'Tone' });
  const to = { attribute: 'tone', level: 'urgent', metric: 'clicks', direction: 'lowers' };
  await ask(`/api/ties/note/${note.id}`, 'POST', to);
}

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
      choices: { ...many, metrics: clicks, texts: ['headline'] },
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
  await addByHand(ask, experiments);
  for (;;) {
    const { state, outdated, failure } = await ask('/api/learnings');
    if (state === 'failed') throw new Error(failure);
    if (state === 'ready' && !outdated) break;
    await new Promise((done) => setTimeout(done, 200));
  }
  await tie(ask);
  const answers = {};
  for (const path of kept) answers[path] = await ask(path);
  return { cookie, answers };
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
  const session = await work(new URL(link).origin, link);
  const ended = new Promise((done) => server.once('close', done));
  server.kill('SIGTERM');
  await ended;
  const made = join(place, 'backup');
  run(join(root, 'dandelion'), ['backup', made], { env: { ...process.env, DANDELION_DATA: data } });
  mkdirSync(dirname(resolve(target)), { recursive: true });
  rmSync(target, { recursive: true, force: true });
  cpSync(made, target, { recursive: true });
  writeFileSync(join(target, 'session.json'), `${JSON.stringify(session, null, 1)}\n`);
  process.stdout.write(`${target}\n`);
} finally {
  server?.kill('SIGTERM');
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}
