import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Politely, then without waiting for its clients' sessions to be cleaned up, then by force. With the seconds each is given. */
const waysToEnd: [NodeJS.Signals, number][] = [
  ['SIGINT', 5],
  ['SIGQUIT', 2],
  ['SIGKILL', 5],
];

/**
 * Ends a PostgreSQL that outlived the process that started it. Its file postmaster.pid can also name a dead process, or one of another
 * program that was given the same id since: that is left alone, but the file goes, because PostgreSQL refuses to start for as long as
 * any process has the id, or when the file is empty after a power cut. (Whether a part of the old server still has the data open, it finds out by its shared memory.)
 */
export async function endLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = readId(file);
  for (const [signal, seconds] of waysToEnd) {
    if (pid === undefined || !isPostmasterOf(pid, data)) break;
    process.kill(pid, signal);
    for (let waited = 0; waited < seconds && isPostmasterOf(pid, data); waited += 0.02) await sleep(20);
  }
  rmSync(file, { force: true });
}

function readId(file: string): number | undefined {
  try {
    const id = Number.parseInt(readFileSync(file, 'latin1'), 10);
    return id > 0 ? id : undefined;
  } catch {
    return undefined;
  }
}

/** It works in its data folder, and has it on its command line. A process that is dead but not yet buried has neither. */
function isPostmasterOf(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return commandOf(pid).includes(`postgres -D ${data} `);
  try {
    if (readFileSync(`/proc/${pid}/comm`, 'latin1').trim() !== 'postgres') return false;
    const parameters = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (parameters.includes(data)) return true;
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}
