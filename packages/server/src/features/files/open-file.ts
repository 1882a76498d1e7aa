import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { DandelionFailure } from '../../kernel/failure.ts';
import { nearestName } from '../../kernel/nearest-name.ts';
import { shownAs, showText } from './show-text.ts';

/** The size of a regular, readable file. Anything else is refused. `name`: what it is called, where that is not its path. */
export async function fileSize(path: string, name: string | null): Promise<number> {
  const shown = shownAs(path, name);
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw new DandelionFailure('file-unreadable', `${shown} is a folder. Name a file in it.`);
    }
    if (!found.isFile()) {
      const kind = found.isFIFO() ? 'a named pipe' : found.isSocket() ? 'a socket' : 'a device';
      throw new DandelionFailure(
        'file-unreadable',
        `${shown} is ${kind}. Save the data to a file first and name that.`,
      );
    }
    await access(path, constants.R_OK);
    return found.size;
  } catch (error) {
    if (error instanceof DandelionFailure) throw error;
    throw await refusal(path, name, error);
  }
}

async function refusal(path: string, name: string | null, error: unknown): Promise<DandelionFailure> {
  const shown = shownAs(path, name);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR' || path.includes('\0')) {
    // What Node puts in the place of bytes that are not UTF-8: such a name cannot be passed on.
    if (path.includes('\ufffd')) {
      throw new DandelionFailure(
        'file-not-found',
        `There is no file ${shown}. If its name is written in another encoding than UTF-8, rename it.`,
        { cause: error },
      );
    }
    const names = name === null ? await readdir(dirname(path)).catch(() => []) : [];
    const near = nearestName(basename(path), names);
    return new DandelionFailure(
      'file-not-found',
      `There is no file ${shown}.${near === null ? (name === null ? ' Check the path.' : '') : ` Did you mean "${showText(near)}" in the same folder?`}`,
      { cause: error },
    );
  }
  return readFailure(shown, error);
}

/** What the system said when the file was read. */
export function readFailure(shown: string, error: unknown): DandelionFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason =
    code === 'EACCES' || code === 'EPERM'
      ? 'cannot be read: you do not have permission. Change its permissions or copy it.'
      : `cannot be read (${showText(message)}). Copy it to this machine and try again.`;
  return new DandelionFailure('file-unreadable', `${shown} ${reason}`, { cause: error });
}
