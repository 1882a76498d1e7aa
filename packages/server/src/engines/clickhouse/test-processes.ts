import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that have the text on their command line. */
export function processesWith(text: string): number[] {
  return commandLines()
    .filter(({ line }) => line.includes(text))
    .map(({ pid }) => pid);
}

function commandLines(): { pid: number; line: string }[] {
  if (process.platform !== 'linux') {
    const rows = execFileSync('ps', ['-A', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
    return rows.map((row) => ({ pid: Number.parseInt(row, 10), line: row }));
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => ({ pid: Number(pid), line: read(`/proc/${pid}/cmdline`) }));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // It ended between listing and reading.
    return '';
  }
}
