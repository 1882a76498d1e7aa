import { DandelionFailure } from '../../kernel/failure.ts';

/** Bytes as people say them: "5 GB", "1.2 MB". */
function sizeWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = bytes;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1).replace('.0', '') : Math.round(size)} ${units[unit]}`;
}

export const tooLarge = (shown: string, limit: number, bytes: number | null): DandelionFailure =>
  new DandelionFailure(
    'file-too-large',
    `${shown} ${bytes === null ? 'is larger than' : `has ${sizeWords(bytes)}, and`} the ${sizeWords(limit)} that this server takes${bytes === null ? '' : ' at most'}. Compress it with gzip, or keep only the columns of the test.`,
  );

export const noRoom = (shown: string, cause?: unknown): DandelionFailure =>
  new DandelionFailure(
    'no-space',
    `The disk of the server has no room for ${shown}. Nothing of it was stored. Free some space there and upload it again.`,
    { cause },
  );

export const cutOff = (shown: string, bytes: number, announced: number | null, cause?: unknown): DandelionFailure =>
  new DandelionFailure(
    'file-truncated',
    `The connection ended before all of ${shown} had arrived (${sizeWords(bytes)}${announced === null ? '' : ` of ${sizeWords(announced)}`}). Nothing of it was stored. Upload it again.`,
    { cause },
  );

export const empty = (shown: string): DandelionFailure => new DandelionFailure('no-rows', `${shown} is empty.`);

export const unknownUpload = (): DandelionFailure =>
  new DandelionFailure('not-found', 'There is no such file. It may have been deleted. Upload it again.');

export const deletedUpload = (name: string): DandelionFailure =>
  new DandelionFailure('file-not-found', `${name} is no longer on the server: it has been deleted. Upload it again.`);

export const usedUpload = (name: string): DandelionFailure =>
  new DandelionFailure(
    'conflict',
    `${name} is being read by an import. Wait until that has ended, or stop it, then delete the file.`,
  );
