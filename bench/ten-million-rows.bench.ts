import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startPrivateEngine } from '../packages/server/src/engines/clickhouse/start-private-engine.ts';
import { median, repeat, report, timeProcess } from './measure.ts';

const rows = 10_000_000;

/** A CSV of units with a rate of 10% in a and 10.2% in b, made by a linear congruential generator. */
function* lines(): Generator<string> {
  yield 'customer,variation,bought,spend\n';
  let state = 1;
  let chunk = '';
  for (let i = 0; i < rows; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const inB = i % 2 === 1;
    const bought = state / 2 ** 32 < (inB ? 0.102 : 0.1);
    chunk += `customer-${i},${inB ? 'b' : 'a'},${bought ? 1 : 0},${bought ? (state % 10_000) / 100 : 0}\n`;
    if (chunk.length > 1 << 20) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

/** The limit: the engine alone reads the same bytes into the same number of text columns. */
async function engineAlone(file: string): Promise<number> {
  const engine = await startPrivateEngine();
  try {
    const columns = 'c0 String, c1 String, c2 String, c3 String';
    await engine.run({ sql: `CREATE TABLE bare (${columns}) ENGINE = MergeTree ORDER BY tuple()` });
    const started = performance.now();
    await engine.load(
      { sql: 'INSERT INTO bare FORMAT CSVWithNames', settings: { input_format_with_names_use_header: 0 } },
      createReadStream(file),
    );
    return (performance.now() - started) / 1000;
  } finally {
    await engine.stop();
  }
}

/** A 10-million-row CSV, cold process to verdict, with and without a unit column. */
export async function run(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dandelion-bench-'));
  const file = join(folder, 'ten-million.csv');
  try {
    await pipeline(Readable.from(lines()), createWriteStream(file));
    const limit = await engineAlone(file);
    const asked = ['--variation', 'variation', '--control', 'a', '--metric', 'bought', '--metric', 'spend', '--json'];
    for (const [name, extra] of [
      ['each row a unit', []],
      ['with a unit column', ['--unit', 'customer']],
    ] as const) {
      const runs = await repeat(3, () =>
        timeProcess(join(root, 'dandelion'), ['analyze', file, ...asked, ...extra], root),
      );
      report({
        bench: `ten million rows: ${name}`,
        megabytes: Math.round(statSync(file).size / 2 ** 20),
        medianSeconds: median(runs.map(({ seconds }) => seconds)),
        budgetSeconds: 25,
        limitSeconds: { engineReadsFile: limit },
        nodePeakMegabytes: Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes ?? 0)),
        budgetMegabytes: 400,
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
