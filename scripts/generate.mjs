// Writes what is generated from the code: the JSON schemas of what the command line prints.
// With --check it only compares, and fails when a committed copy differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { failureSchema, manyResultSchema, resultSchema, sizeSchema } from '../packages/contract/dist/contract.js';
import { root } from './set-up.mjs';

const schemas = {
  result: [resultSchema, 'The answer of dandelion analyze and quick with --json'],
  'many-results': [manyResultSchema, 'The answer of dandelion analyze --test and sample with --json'],
  size: [sizeSchema, 'The answer of dandelion size --json'],
  failure: [failureSchema, 'What --json prints instead of an answer'],
};

const onlyCheck = process.argv.includes('--check');
let stale = false;
for (const [name, [schema, title]] of Object.entries(schemas)) {
  const file = join(root, 'docs/reference', `${name}.schema.json`);
  const wanted = `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`;
  let found = null;
  try {
    found = readFileSync(file, 'utf8');
  } catch {}
  if (found === wanted) continue;
  stale = true;
  if (onlyCheck) {
    process.stdout.write(
      `docs/reference/${name}.schema.json is not what the code says. Run node scripts/generate.mjs.\n`,
    );
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
    process.stdout.write(`Wrote docs/reference/${name}.schema.json\n`);
  }
}
process.exitCode = onlyCheck && stale ? 1 : 0;
