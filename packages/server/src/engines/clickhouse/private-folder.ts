import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of a private engine is named after the process that owns it:
 * dandelion-engine-PLACE-PID-STARTED-XXXXXX. So the owner is known from the first moment on, with no file to be written in between,
 * and who finds a folder of a dead owner may remove it.
 */
const pattern = /^dandelion-engine-(?<place>[0-9a-f]{8})-(?<pid>\d+)-(?<started>\d+)-[0-9A-Za-z]{6}$/;

/** Makes a folder that only this user can enter (mkdtemp: 0700). */
export function makePrivateFolder(temporaryFolder: string): string {
  const { pid } = process;
  return mkdtempSync(join(temporaryFolder, `dandelion-engine-${place()}-${pid}-${startOf(pid) ?? 0}-`));
}

/** The engine may still be dying: retry while files appear between listing and removing. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 10 });
}

/** Removes the folders of engines that were killed together with their owner. */
export function sweepLeftovers(temporaryFolder: string): void {
  for (const name of readdirSync(temporaryFolder)) {
    if (isLeftover(temporaryFolder, name)) {
      try {
        removeFolder(join(temporaryFolder, name));
      } catch {
        // Somebody else is removing it as well, or may remove it: it is not in our way.
      }
    }
  }
}

function isLeftover(temporaryFolder: string, name: string): boolean {
  const owner = pattern.exec(name)?.groups;
  if (owner?.place !== place()) return false;
  const found = lstatSync(join(temporaryFolder, name), { throwIfNoEntry: false });
  if (!found?.isDirectory() || found.uid !== process.getuid?.()) return false;
  const pid = Number(owner.pid);
  return !isAlive(pid) || (startOf(pid) ?? owner.started) !== owner.started;
}

/** Process ids mean something only on one machine and in one container, while a temporary folder can be shared between them. */
function place(): string {
  return createHash('sha256').update(`${hostname()} ${pidNamespace()}`).digest('hex').slice(0, 8);
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process started, in clock ticks since boot: it tells a process from a later one with the same id. Field 22 of proc(5) stat;
 * the name in field 2 may hold spaces and brackets. Undefined where there is no /proc: there the id alone must do.
 */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
  } catch {
    return undefined;
  }
}
