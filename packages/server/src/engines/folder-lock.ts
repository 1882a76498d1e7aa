import { closeSync, openSync } from 'node:fs';
import { DataType, load, open } from 'ffi-rs';

export interface FolderLock {
  /** May be called again. */
  release(): void;
}

const exclusive = 2;
const withoutWaiting = 4;
/** EWOULDBLOCK of Linux and of macOS. */
const takenCodes = [11, 35];

/**
 * The system's own lock on a file, flock(2): it is gone with the process, however that ends, so there is nothing stale to be removed
 * and no moment in which two can take it. Node does not offer it. Undefined when another process has it.
 */
export function lockFile(path: string): FolderLock | undefined {
  // Node's files are not inherited by the engines, so they cannot hold the lock longer.
  const file = openSync(path, 'a', 0o600);
  try {
    const code = flock(file);
    if (code === 0) return holding(file);
    if (!takenCodes.includes(code)) throw new Error(`its disk cannot lock files (error ${code})`);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  closeSync(file);
  return undefined;
}

function holding(file: number): FolderLock {
  let held = true;
  return {
    release() {
      // The number of the file may be another file's by the second time.
      if (held) closeSync(file);
      held = false;
    },
  };
}

/** 0, or the number of the error. */
function flock(file: number): number {
  open({ library: 'c', path: process.platform === 'darwin' ? 'libSystem.B.dylib' : 'libc.so.6' });
  const { value, errnoCode } = load<DataType.I32, true>({
    library: 'c',
    funcName: 'flock',
    retType: DataType.I32,
    paramsType: [DataType.I32, DataType.I32],
    paramsValue: [file, exclusive | withoutWaiting],
    errno: true,
  });
  return value === 0 ? 0 : errnoCode;
}
