// Writes what is generated from the code: the JSON schemas of what the command line prints, and the API's description.
// With --check it only compares, and fails when a committed copy differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ensureBuilt, root } from './set-up.mjs';

const built = await ensureBuilt();
const contract = await import(pathToFileURL(join(built, 'contract.js')).href);
const { openApiOf } = await import(pathToFileURL(join(built, 'openapi.js')).href);
const { beliefScoresSchema, failureSchema, learnAnswerSchema, manyResultSchema, resultSchema, sizeSchema } = contract;
const { planAnswerSchema, planDocumentSchema } = contract;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const schemas = {
  result: [resultSchema, 'The answer of dandelion analyze and quick with --json'],
  'many-results': [manyResultSchema, 'The answer of dandelion analyze --test and sample with --json'],
  learnings: [learnAnswerSchema, 'The answer of dandelion learn with --json'],
  size: [sizeSchema, 'The answer of dandelion size --json'],
  'belief-scores': [beliefScoresSchema, 'The answer of dandelion beliefs score --json'],
  plan: [planAnswerSchema, 'The answer of dandelion plan check --json'],
  failure: [failureSchema, 'What --json prints instead of an answer'],
};

/** What is read: the fields that may be left out are not required. */
const inputs = { 'plan-document': [planDocumentSchema, 'A plan as dandelion plan check reads it'] };

const endpoints = Object.values(contract).filter((value) => value?.path?.startsWith('/') && value.permission);
const files = {
  'openapi.json': openApiOf(endpoints, version),
  ...Object.fromEntries(
    Object.entries(schemas).map(([name, [schema, title]]) => [
      `${name}.schema.json`,
      { title, ...z.toJSONSchema(schema) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(inputs).map(([name, [schema, title]]) => [
      `${name}.schema.json`,
      { title, ...z.toJSONSchema(schema, { io: 'input' }) },
    ]),
  ),
};

const onlyCheck = process.argv.includes('--check');
let stale = false;
for (const [name, content] of Object.entries(files)) {
  const file = join(root, 'docs/reference', name);
  const wanted = `${JSON.stringify(content, null, 2)}\n`;
  let found = null;
  try {
    found = readFileSync(file, 'utf8');
  } catch {}
  if (found === wanted) continue;
  stale = true;
  if (onlyCheck) {
    process.stdout.write(`docs/reference/${name} is not what the code says. Run node scripts/generate.mjs.\n`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
    process.stdout.write(`Wrote docs/reference/${name}\n`);
  }
}
process.exitCode = onlyCheck && stale ? 1 : 0;
