import { DandelionFailure } from '../../kernel/failure.ts';
import { dataDiskFull, dataFolderError, folderReason, isFullDisk, speaksOfFullDisk } from '../data-folder-failure.ts';
import type { End } from '../end-of-child.ts';
import { muslAdvice } from './engine-library.ts';

/** Where an engine has its files: named when its disk is full. */
export interface EnginePlace {
  folder: string;
  /** In the temporary folder, for one command; else in the data folder. */
  disposable: boolean;
}

/** Exit code of clickhouse-child.mjs when the library cannot be loaded. */
const libraryFailed = 70;

export function noSpace({ folder, disposable }: EnginePlace, cause: unknown): DandelionFailure {
  if (!disposable) return dataDiskFull(folder, cause);
  return new DandelionFailure(
    'no-space',
    `The disk of the temporary folder ${folder} is full. Free some space there, or set TMPDIR to a folder on a larger disk.`,
    { cause },
  );
}

/** What is wrong with the folder, from the error of a file operation in it. */
export function folderFailure(place: EnginePlace, error: unknown): Error {
  if (!place.disposable) return dataFolderError(place.folder, error);
  if (isFullDisk(error)) return noSpace(place, error);
  return new DandelionFailure(
    'temporary-folder',
    `The temporary folder ${place.folder} cannot be used: ${folderReason(error)}. Set TMPDIR to a folder that you can write to.`,
    { cause: error },
  );
}

export function endFailure(place: EnginePlace, end: End): DandelionFailure {
  const words = end.lastWords.replaceAll(/\s+/g, ' ').trim().slice(-500);
  const cause = new Error(end.lastWords);
  if (end.exitCode === libraryFailed) {
    return new DandelionFailure(
      'engine-missing',
      `The analytics engine could not be loaded (${words}). Run "npm ci" in the folder of Dandelion, and do not leave out optional packages.${muslAdvice(process.platform)}`,
      { cause },
    );
  }
  if (speaksOfFullDisk(words)) return noSpace(place, cause);
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
