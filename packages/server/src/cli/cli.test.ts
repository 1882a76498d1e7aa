import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failureSchema, resultSchema, sizeSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const launcher = fileURLToPath(new URL('../../../../dandelion', import.meta.url));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The program as a user starts it. */
const dandelion = (...args: string[]): Promise<Ended> => started(launcher, args);

function started(program: string, args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ...environment },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

let folder = tmpdir();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dandelion-cli-'));
  writeFileSync(join(folder, 'mail.csv'), 'group,sent,opens,clicks\nA,1200,400,118\nB,1185,410,152\n');
  // Builds what is stale, and says so once.
  await dandelion('help');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('dandelion', () => {
  test('quick answers four numbers in words', async () => {
    const { code, out, err } = await dandelion('quick', '1200/118', '1185/152');
    expect(code).toBe(0);
    expect(err).toBe('');
    // 118/1200 = 9.83%, 152/1185 = 12.83%; pooled z: p = 0.02105 (scipy).
    expect(out).toContain('12.8% against 9.8%');
    expect(out).toContain('(p = 0.02');
    expect(out).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('quick answers machines with the schema alone', async () => {
    const { code, out } = await dandelion('quick', '1200/118', '1185/152', '--json');
    expect(code).toBe(0);
    const [comparison] = resultSchema.parse(JSON.parse(out)).metrics[0]!.comparisons;
    expect(comparison).toMatchObject({ variation: 'B', control: 'A', verdict: 'better' });
    expect(comparison!.pValue).toBeCloseTo(0.021050857708918982, 10);
  });

  test('analyze reads rows that hold many units, each metric with its own denominator', async () => {
    const metrics = ['--metric', 'ctr:proportion:clicks/sent', '--metric', 'cto:proportion:clicks/opens'];
    const { code, out } = await dandelion(
      'analyze',
      'mail.csv',
      '--variation',
      'group',
      '--control',
      'A',
      ...metrics,
      '--json',
    );
    expect(code).toBe(0);
    const answer = resultSchema.parse(JSON.parse(out));
    expect(answer.source).toMatchObject({ rows: 2, units: 2385, unit: 'sent' });
    expect(answer.metrics[1]!.variations.map(({ units }) => units)).toEqual([400, 410]);
    expect(answer.metrics[0]!.comparisons[0]!.pValue).toBeCloseTo(0.021050857708918982, 10);
  });

  test('size says what is needed', async () => {
    const { code, out } = await dandelion('size', '--baseline', '20%', '--effect', '0.05', '--json');
    expect(code).toBe(0);
    expect(sizeSchema.parse(JSON.parse(out))).toMatchObject({
      unitsPerVariation: 1094,
      convention: { name: 'pooled-null' },
    });
  });

  test('writes a page that needs nothing else', async () => {
    const { code, err } = await dandelion('quick', '1200/118', '1185/152', '--html', 'page.html');
    expect(code).toBe(0);
    expect(err).toContain('Wrote page.html');
    const page = readFileSync(join(folder, 'page.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  test.each<[string, string[], number, string]>([
    ['no such command', ['analyse', 'x.csv'], 2, 'Did you mean "analyze"?'],
    ['no such option', ['quick', '1/1', '2/1', '--htm', 'x'], 2, 'Did you mean --html?'],
    ['no file named', ['analyze'], 2, 'Name the file'],
    ['no such file', ['analyze', 'male.csv', '--variation', 'group'], 2, 'male.csv'],
    [
      'no such column',
      ['analyze', 'mail.csv', '--variation', 'grop', '--metric', 'clicks'],
      2,
      'Did you mean "group"?',
    ],
    [
      'no such control',
      ['analyze', 'mail.csv', '--variation', 'group', '--control', 'C', '--metric', 'c:proportion:clicks/sent'],
      2,
      'no row has "C"',
    ],
    ['more succeeded than tried', ['quick', '118/1200', '152/1185'], 2, 'Write the larger number first'],
    ['one pair', ['quick', '118/1200'], 2, 'at least two pairs'],
    ['a page in no folder', ['quick', '12/1', '11/2', '--html', 'no/page.html'], 2, 'its folder does not exist'],
    ['a name that every object has', ['constructor'], 2, 'There is no command "constructor"'],
    ['an option instead of a command', ['--html'], 2, 'Name the command before its options'],
  ])('%s: a sentence, the code and no stack', async (_, args, exit, sentence) => {
    const { code, out, err } = await dandelion(...args);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n {4}at /);
    expect(out).toBe('');
    expect(code).toBe(exit);
  });

  test('a failure is JSON where JSON was asked for', async () => {
    const { code, out } = await dandelion('analyze', 'male.csv', '--variation', 'x', '--metric', 'y', '--json');
    expect(code).toBe(2);
    expect(failureSchema.parse(JSON.parse(out)).error.code).toBe('file-not-found');
  });

  test('an unusable temporary folder is told, for machines too', async () => {
    const args = ['analyze', 'mail.csv', '--variation', 'group', '--metric', 'c:proportion:clicks/sent', '--json'];
    const { code, out, err } = await started(launcher, args, { TMPDIR: join(folder, 'mail.csv') });
    expect(code).toBe(3);
    expect(failureSchema.parse(JSON.parse(out)).error.code).toBe('temporary-folder');
    expect(err).toContain('it is not a folder. Set TMPDIR');
    expect(err).not.toMatch(/\n {4}at /);
  });

  test('a page replaces a page, and follows a link', async () => {
    writeFileSync(join(folder, 'old.html'), '<!DOCTYPE html><title>Old</title>');
    symlinkSync('old.html', join(folder, 'link.html'));
    expect((await dandelion('quick', '12/1', '11/2', '--html', 'link.html')).code).toBe(0);
    expect(lstatSync(join(folder, 'link.html')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'old.html'), 'utf8')).not.toContain('<title>Old');
  });

  test('a reader that leaves early is no failure, a full disk is one', async () => {
    const line = (after: string) => `"$0" quick 1200/118 1185/152 ${after}`;
    const left = await started('bash', ['-c', `set -o pipefail; ${line('2>&1 | true')}`, launcher]);
    expect(left).toMatchObject({ code: 0, err: '' });
    if (!existsSync('/dev/full')) return;
    const full = await started('bash', ['-c', line('> /dev/full'), launcher]);
    expect(full.code).toBe(3);
    expect(full.err).toContain('could not be written to standard output');
    expect(full.err).not.toMatch(/\n {4}at /);
  });

  test('help of a command by either way', async () => {
    const [one, other] = [await dandelion('help', 'size'), await dandelion('size', '--help')];
    expect(one.out).toContain('--baseline RATE');
    expect(other).toEqual(one);
  });
});
