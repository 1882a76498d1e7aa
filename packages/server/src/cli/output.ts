import { constants } from 'node:fs';
import { access, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ManyResult, Result } from '@dandelion-loop/contract';
import { writesUnicode } from '../config.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { shellLine } from '../kernel/shell-line.ts';

/** Where an answer goes: JSON for machines, a page for people, else words on the terminal. */
export interface OutputRequest {
  json: boolean;
  html: string | null;
  /** Of the analysed file, null when there was none. */
  fileName: string | null;
  /** What was typed after ./dandelion. */
  command: readonly string[];
}

/** What the system says of a file in our words. */
function fileFailure(path: string, error: unknown): DandelionFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  const cause = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DandelionFailure(
      'no-space',
      `The disk is full: ${path} could not be written. Free some space and run the command again.`,
      cause,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new DandelionFailure('wrong-use', `${path} may not be written. Choose a folder of yours.`, cause);
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new DandelionFailure('wrong-use', `${path} cannot be written: its folder does not exist.`, cause);
  }
  if (code === 'ENAMETOOLONG') {
    return new DandelionFailure('wrong-use', `The name of the file is too long: ${path}. Choose a shorter one.`, cause);
  }
  if (code === 'EISDIR') return new DandelionFailure('wrong-use', `${path} is a folder. Name a file in it.`, cause);
  return new DandelionFailure('wrong-use', `${path} could not be written: ${message}.`, cause);
}

/** Fails before the work when the page could not be written after it, or when it would overwrite something else than a page. */
export async function checkHtmlTarget(path: string | null): Promise<void> {
  if (path === null) return;
  if (path === '') throw new DandelionFailure('wrong-use', '--html needs the name of a file, such as result.html.');
  await checkTarget(path);
  if (await holdsOther(path)) {
    throw new DandelionFailure(
      'wrong-use',
      `--html: ${path} is there already, and it is no page. Name another file, such as result.html.`,
    );
  }
}

/** Whether there is something in the file, and it is no page. */
async function holdsOther(path: string): Promise<boolean> {
  const start = Buffer.alloc(15);
  const file = await open(path).catch(() => null);
  try {
    const { bytesRead = 0 } = (await file?.read(start)) ?? {};
    return bytesRead > 0 && start.toString('latin1', 0, bytesRead).toLowerCase() !== '<!doctype html>';
  } finally {
    await file?.close();
  }
}

/** Fails unless a plain file can be made or replaced there. Answers whether it is there already. */
export async function checkTarget(path: string): Promise<boolean> {
  try {
    const folder = await stat(dirname(path));
    if (!folder.isDirectory()) throw Object.assign(new Error(path), { code: 'ENOTDIR' });
    await access(dirname(path), constants.W_OK);
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (found?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
    // Replacing /dev/null by a file would harm the whole machine.
    if (found && !found.isFile())
      throw new DandelionFailure('wrong-use', `${path} is no plain file. Name another one.`);
    return found !== null;
  } catch (error) {
    throw error instanceof DandelionFailure ? error : fileFailure(path, error);
  }
}

/** Whole or not at all: a file that was cut off must not pass for one. A link stays a link. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const draft = join(dirname(target), `.dandelion-${process.pid}.tmp`);
  try {
    await writeFile(draft, content);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw fileFailure(path, error);
  }
}

const isMany = (answer: Result | ManyResult): answer is ManyResult => 'tests' in answer;

/** What the terminal of this process can show. */
export const terminalHere = () => ({
  width: Math.min(120, Math.max(60, process.stdout.columns || 80)),
  color: process.stdout.isTTY === true && process.stdout.hasColors(),
  unicode: writesUnicode(),
});

async function words(answer: Result | ManyResult): Promise<string> {
  const { renderTerminal, renderTerminalMany } = await import('../report/index.ts');
  const options = terminalHere();
  return isMany(answer) ? renderTerminalMany(answer, options) : renderTerminal(answer, options);
}

async function page(answer: Result | ManyResult, request: OutputRequest): Promise<string> {
  const { renderHtml, renderHtmlMany } = await import('../report/index.ts');
  // A page is made to be passed on: it names files, not the folders above them.
  const paths = [request.fileName, request.html];
  const words = request.command.map((word) => (paths.includes(word) ? basename(word) : word));
  const options = {
    fileName: request.fileName === null ? null : basename(request.fileName),
    command: shellLine(['./dandelion', ...words]),
    date: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date()),
  };
  return isMany(answer) ? renderHtmlMany(answer, options) : renderHtml(answer, options);
}

/** Shows the answer. JSON goes to standard output alone; the page is written first, so that a failure is told once. */
export async function showAnswer(answer: Result | ManyResult, request: OutputRequest): Promise<void> {
  if (request.html !== null) await writeWhole(request.html, await page(answer, request));
  process.stdout.write(request.json ? `${JSON.stringify(answer)}\n` : await words(answer));
  if (request.html !== null) process.stderr.write(`Wrote ${request.html}. Open it in a browser.\n`);
}
