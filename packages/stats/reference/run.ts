import { report } from './report.ts';

/** Door for scripts/reference.mjs: judges the cases of a folder and prints how it went. True when none failed. */
export function run(folder: string): boolean {
  try {
    return report(folder, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`The reference cases cannot be read: ${(error as Error).message}\n`);
    return false;
  }
}
