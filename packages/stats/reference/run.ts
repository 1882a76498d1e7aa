/** `npm run reference -- DIR`: the cases of DIR, by default our own. Ends with 1 on any failure. */
import { resolve } from 'node:path';
import { report } from './report.ts';
import { ownCases } from './suite.ts';

const given = process.argv[2];
try {
  const passed = report(given === undefined ? ownCases : resolve(given), (line) => process.stdout.write(`${line}\n`));
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  process.stderr.write(`The reference cases cannot be read: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
