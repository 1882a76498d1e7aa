import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { report } from './report.ts';
import { ownCases, readSuite } from './suite.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reference-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const tolerance = { abs: 1e-9, rel: 0 };
const split = (id: string, expected: unknown) => ({
  id,
  family: 'srm-chi-square',
  input: { observed: [60, 40], weights: [1, 1] },
  expected,
  tolerance,
  provenance: 'computed',
});

function reported(files: Record<string, unknown>): { passed: boolean; lines: string[] } {
  for (const [name, cases] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify({ cases }));
  const lines: string[] = [];
  return { passed: report(folder, (line) => lines.push(line)), lines };
}

describe('report', () => {
  it('counts what passes', () => {
    const { passed, lines } = reported({ '01-a.json': [split('right', { chi2: 4, df: 1 })] });
    expect(passed).toBe(true);
    expect(lines).toEqual(['1 passed, 0 failed, 0 skipped']);
  });

  it('names what differs, once for every leaf, and counts the case once', () => {
    const { passed, lines } = reported({ '01-a.json': [split('wrong', { chi2: 5, df: null })] });
    expect(passed).toBe(false);
    expect(lines).toEqual([
      'FAILED wrong (srm-chi-square) at chi2: got 4, expected 5, tolerance abs 1e-9 rel 0',
      'FAILED wrong (srm-chi-square) at df: got 1, expected null, tolerance abs 1e-9 rel 0',
      '0 passed, 1 failed, 0 skipped',
    ]);
  });

  it('counts an adapter that throws as a failure', () => {
    const { passed, lines } = reported({ '01-a.json': [{ ...split('odd', {}), input: null }] });
    expect(passed).toBe(false);
    expect(lines[0]).toMatch(/^FAILED odd \(srm-chi-square\): threw /);
    expect(lines[1]).toBe('0 passed, 1 failed, 0 skipped');
  });

  it('lists each family without an adapter once, with the reason', () => {
    const other = (family: string) => ({ ...split('any', {}), family });
    const { passed, lines } = reported({
      '02-b.json': [other('tarot'), other('tarot')],
      '09-c.json': [other('weather')],
    });
    expect(passed).toBe(true);
    expect(lines).toEqual([
      'skipped tarot: not in the product (2 cases)',
      'skipped weather: not in the product yet (1 case)',
      '0 passed, 0 failed, 3 skipped',
    ]);
  });

  it('refuses a folder without cases, which would look like success', () => {
    expect(() => readSuite(folder)).toThrow('no .json file');
    writeFileSync(join(folder, 'a.json'), '{}');
    expect(() => readSuite(folder)).toThrow('a.json has no list of cases');
  });

  it('has the 13 areas at hand', () => {
    expect(readSuite(ownCases)).toHaveLength(13);
  });
});
