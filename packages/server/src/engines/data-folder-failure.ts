import { DandelionFailure } from '../kernel/failure.ts';

export function dataDiskFull(folder: string, cause: unknown): DandelionFailure {
  return new DandelionFailure(
    'no-space',
    `The disk of the data folder ${folder} is full. Free some space there; what was saved is safe.`,
    { cause },
  );
}

export function speaksOfFullDisk(message: string): boolean {
  return /No space left on device|Disk quota exceeded|NOT_ENOUGH_SPACE/.test(message);
}

/** What is wrong with a folder, by the code of a file operation in it. */
export function folderReason(error: unknown): string {
  const reasons: Record<string, string> = {
    EACCES: 'it may not be written to',
    EPERM: 'it may not be written to',
    EROFS: 'its disk is read-only',
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is not a folder',
    EEXIST: 'it is not a folder',
  };
  return reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;
}

export function isFullDisk(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

export function dataFolderFailure(folder: string, reason: string, cause?: unknown): DandelionFailure {
  return new DandelionFailure(
    'data-folder',
    `The data folder ${folder} cannot be used: ${reason}. Set DANDELION_DATA to a folder on a disk of this machine that you can write to.`,
    { cause },
  );
}

/** From the error of a file operation. */
export function dataFolderError(folder: string, error: unknown): Error {
  if (error instanceof DandelionFailure) return error;
  return isFullDisk(error) ? dataDiskFull(folder, error) : dataFolderFailure(folder, folderReason(error), error);
}
