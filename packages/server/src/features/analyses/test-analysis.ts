import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ManyResult, manyResultSchema, type Result, resultSchema } from '@dandelion-loop/contract';
import { afterAll, beforeAll } from 'vitest';
import { type PrivateEngine, startPrivateEngine } from '../../engines/clickhouse/start-private-engine.ts';
import { inspectFile } from '../files/index.ts';
import { analyzeFile } from './analyze-file.ts';
import type { AnalysisRequest, MetricRequest } from './request.ts';

/** Small files analysed on the real engine, for tests. */

const practical = { value: 0.01, relative: true };

export function metric(name: string, changes: Partial<MetricRequest> = {}): MetricRequest {
  return {
    ...{ name, kind: null, numerator: name, denominator: null },
    lowerIsBetter: false,
    practical,
    covariate: null,
    currency: null,
    ...changes,
  };
}

/** Column y of groups A and B, A the control. */
const defaults: AnalysisRequest = {
  variation: 'group',
  control: 'A',
  split: null,
  unit: null,
  metrics: [metric('y')],
  practical,
  segments: [],
  test: null,
  period: null,
  where: null,
  inference: 'fixed',
  level: 0.95,
  plannedUnits: 5000,
  door: 'command-line',
};

export type Cell = string | number;

export const csv = (head: string, rows: readonly (readonly Cell[])[]) =>
  `${head}\n${rows.map((row) => row.join(',')).join('\n')}\n`;

export const check = (answer: Result, name: string) => answer.health.checks.find((found) => found.name === name)!;

/** Starts an engine for the tests of a file and gives the analysis of a text as CSV, changed from the defaults. */
export function useAnalysis() {
  let folder: string;
  let engine: PrivateEngine;
  let files = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dandelion-analysis-'));
    engine = await startPrivateEngine();
  });
  afterAll(async () => {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(text: string, changes: Partial<AnalysisRequest> = {}): Promise<Result | ManyResult> {
    const path = join(folder, `${files++}.csv`);
    writeFileSync(path, text);
    const file = await inspectFile(path, { engine });
    return analyzeFile({ engine, file, request: { ...defaults, ...changes } });
  }
  const one = async (text: string, changes: Partial<AnalysisRequest> = {}) =>
    resultSchema.parse(await run(text, changes));
  const many = async (text: string, changes: Partial<AnalysisRequest>) =>
    manyResultSchema.parse(await run(text, changes));
  return { run, one, many };
}
