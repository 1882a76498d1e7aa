import { DandelionFailure } from '../../kernel/failure.ts';
import { muslAdvice } from './engine-library.ts';

/** How the engine's process ended, as the parent sees it. */
export interface End {
  exitCode: number | null;
  signal: string | null;
  /** What it wrote last, whole or cut at the start. */
  lastWords: string;
}

/** Exit code of clickhouse-child.mjs when the library cannot be loaded. */
const libraryFailed = 70;

export function noSpace(folder: string, cause: unknown): DandelionFailure {
  return new DandelionFailure(
    'no-space',
    `The disk of the temporary folder ${folder} is full. Free some space there, or set TMPDIR to a folder on a larger disk.`,
    { cause },
  );
}

export function speaksOfFullDisk(message: string): boolean {
  return /No space left on device|Disk quota exceeded|NOT_ENOUGH_SPACE/.test(message);
}

/** What is wrong with a temporary folder, from the error of a file operation in it. */
export function folderFailure(folder: string, error: unknown): DandelionFailure {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace(folder, error);
  const reasons: Record<string, string> = {
    EACCES: 'it may not be written to',
    EPERM: 'it may not be written to',
    EROFS: 'its disk is read-only',
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is not a folder',
  };
  return new DandelionFailure(
    'temporary-folder',
    `The temporary folder ${folder} cannot be used: ${reasons[code] ?? (error as Error).message}. Set TMPDIR to a folder that you can write to.`,
    { cause: error },
  );
}

/** For what was still being asked when we ended the engine ourselves. */
export function dismissal(): DandelionFailure {
  return new DandelionFailure('interrupted', 'The work was stopped before it was done.');
}

export function endFailure(folder: string, end: End): DandelionFailure {
  const words = end.lastWords.replaceAll(/\s+/g, ' ').trim().slice(-500);
  const cause = new Error(end.lastWords);
  if (end.exitCode === libraryFailed) {
    return new DandelionFailure(
      'engine-missing',
      `The analytics engine could not be loaded (${words}). Run "npm ci" in the folder of Dandelion, and do not leave out optional packages.${muslAdvice(process.platform)}`,
      { cause },
    );
  }
  if (speaksOfFullDisk(words)) return noSpace(folder, cause);
  const how =
    end.signal === 'SIGKILL'
      ? 'It was killed from outside; a system that runs out of memory does that. Close other programs, or use a machine with more memory.'
      : `It ended with ${end.signal ?? `exit code ${end.exitCode}`}. Try again.`;
  return new DandelionFailure(
    'engine-failed',
    `The analytics engine stopped. ${how}${words === '' ? '' : ` Its last words: ${words}`}`,
    { cause },
  );
}
