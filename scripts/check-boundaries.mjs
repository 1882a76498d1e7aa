// Imports point one way (docs/architecture.md). The checker must have looked at every module: with a TypeScript version
// it does not know it looks at none and reports green.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cruise } from 'dependency-cruiser';
import rules from '../.dependency-cruiser.mjs';
import { root } from './set-up.mjs';

function modulesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : modulesBelow(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [relative(root, path)] : [];
  });
}

process.chdir(root);
const { output } = await cruise(['packages'], {
  ...rules.options,
  ruleSet: { forbidden: rules.forbidden },
  validate: true,
});
const seen = new Set(output.modules.map((module) => module.source));
const missed = modulesBelow(join(root, 'packages')).filter((module) => !seen.has(module));
for (const { rule, from, to } of output.summary.violations) process.stdout.write(`${rule.name}: ${from} -> ${to}\n`);
if (missed.length > 0) process.stdout.write(`The boundary check did not look at:\n  ${missed.join('\n  ')}\n`);
const imports = output.modules.flatMap((module) => module.dependencies).length;
if (imports === 0) process.stdout.write('The boundary check found no imports at all: it did not read the code.\n');
process.exitCode = output.summary.violations.length > 0 || missed.length > 0 || imports === 0 ? 1 : 0;
