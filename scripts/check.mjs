// The one check, by hand and in CI, the quick steps first. Every step and every test counts; it closes with
// "N passed, N failed, N skipped". `node scripts/check.mjs NAME ...` runs only the named steps.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { ensureBuilt, ensureInstalled, root } from './set-up.mjs';

await ensureInstalled();
await ensureBuilt();

const bin = (name) => join(root, 'node_modules', '.bin', name);
const scratch = mkdtempSync(join(tmpdir(), 'dandelion-check-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** A step that passes or fails as a whole. */
const command =
  (...args) =>
  async () => {
    const { ok, output } = await run(args[0], args.slice(1));
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output: ok ? '' : output };
  };

const nodeScript = (name, ...args) => command(process.execPath, join(root, 'scripts', name), ...args);

/** A step of many tests, counted one by one. Reasons of skipped tests are printed. */
const tests =
  (name, ...filters) =>
  async () => {
    const report = join(scratch, `${name}.json`);
    const { ok, output } = await run(bin('vitest'), [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ]);
    let summary;
    try {
      summary = JSON.parse(readFileSync(report, 'utf8'));
    } catch {
      return { passed: 0, failed: 1, skipped: 0, output };
    }
    const skipped = summary.numPendingTests + summary.numTodoTests;
    // A run can fail with no failed test: an unhandled error, a file that does not load, or no test at all.
    const broken = !ok && summary.numFailedTests === 0 ? 1 : 0;
    const names = summary.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName),
    );
    const reasons = output.split('\n').filter((line) => line.includes('skipped:') || /\(retry x\d+\)/.test(line));
    // A skipped test says why in its name, or its file has printed the reason for all of them.
    if (!reasons.some((line) => line.includes('skipped:'))) reasons.push(...names.map((name) => `skipped: ${name}`));
    return {
      passed: summary.numPassedTests,
      failed: summary.numFailedTests + broken,
      skipped,
      output: ok ? reasons.join('\n') : output,
    };
  };

/** Where no browser can be had, the tests skip and say why. */
async function browserTests() {
  const path = findBrowser();
  if (path !== null) process.env.CHROMIUM_PATH = path;
  // Two browsers and their servers share the cores: a walk that missed a beat may go once more, and is told.
  return await tests('browser', '.browser.test.ts', '--retry=1')();
}

/** One process each: two at a time. */
const quick = [
  ['format and lint', command(bin('biome'), 'ci', '--colors=off', '--error-on-warnings', '.')],
  ['types', command(bin('tsc'), '-p', root)],
  ['types of the web', command(bin('tsc'), '-p', join(root, 'packages/web'))],
  ['types of the SDK', command(bin('tsc'), '-p', join(root, 'packages/sdk'))],
  ['boundaries', nodeScript('check-boundaries.mjs')],
  ['dead code', command(bin('knip'), '--no-progress')],
  ['lock file', nodeScript('complete-lock.mjs', '--check')],
  ['licences', nodeScript('check-licences.mjs')],
  ['reference cases', nodeScript('reference.mjs')],
  ['size', nodeScript('check-size.mjs')],
  ['generated files', nodeScript('generate.mjs', '--check')],
];
/** The whole machine for each: vitest has workers of its own. */
const large = [
  [
    'statistics and words',
    tests(
      ...['pure', 'packages/stats', 'packages/contract', 'packages/wording', 'packages/portfolio', 'packages/sdk'],
      ...['--exclude', '**/*.browser.test.ts'],
    ),
  ],
  ['engine, files, answers', tests('server', 'packages/server', '--exclude', '**/*.browser.test.ts')],
  ['web', tests('web', 'packages/web', '--exclude', '**/*.browser.test.ts')],
  ['browser', browserTests],
];
const steps = [...quick, ...large];

const only = process.argv.slice(2);
const unknown = only.filter((name) => !steps.some(([step]) => step === name));
if (unknown.length > 0) {
  process.stdout.write(`No step is called ${unknown.join(', ')}. Steps: ${steps.map(([name]) => name).join('; ')}\n`);
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };

async function perform([name, step]) {
  const started = Date.now();
  return { name, ...(await step()), seconds: (Date.now() - started) / 1000 };
}

function tell({ name, passed, failed, skipped, output, seconds }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const mark = failed > 0 ? 'FAILED' : 'ok';
  const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  process.stdout.write(`${mark.padEnd(7)} ${name}: ${counts} (${seconds.toFixed(1)} s)\n`);
  if (output) process.stdout.write(`${output.trimEnd()}\n`);
}

/** So many at a time, told in their order. */
async function inLanes(lanes, chosen) {
  const results = [];
  let told = 0;
  const queue = chosen.entries();
  const lane = async () => {
    for (const [at, step] of queue) {
      results[at] = await perform(step);
      while (told in results) tell(results[told++]);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const asked = (all) => all.filter(([name]) => only.length === 0 || only.includes(name));
await inLanes(Math.min(2, availableParallelism()), asked(quick));
await inLanes(1, asked(large));
const skippedPart = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skippedPart}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
