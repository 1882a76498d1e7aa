import { DandelionFailure } from '../../kernel/failure.ts';
import { dataDiskFull, speaksOfFullDisk } from '../data-folder-failure.ts';
import type { End } from '../end-of-child.ts';

/** What to tell when a program of PostgreSQL ended and should not have. */
export function postgresEndFailure(folder: string, end: End): DandelionFailure {
  const cause = new Error(end.lastWords);
  if (speaksOfFullDisk(end.lastWords)) return dataDiskFull(folder, cause);
  if (end.lastWords.includes('could not look up effective user ID')) {
    return new DandelionFailure(
      'engine-failed',
      `PostgreSQL wants a user with a name at its first start, and the id ${process.getuid?.()} has none here. Run Dandelion as a user of this machine or container, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  const how =
    end.signal === 'SIGKILL'
      ? 'It was killed from outside; a system that runs out of memory does that. Close other programs, or use a machine with more memory.'
      : `It ended with ${end.signal ?? `exit code ${end.exitCode}`}. Try again.`;
  const words = reasonIn(end.lastWords);
  return new DandelionFailure(
    'engine-failed',
    `PostgreSQL stopped. ${how}${words === '' ? '' : ` Its last words: ${words}`}`,
    { cause },
  );
}

/** The last line that says why, or the last one. */
function reasonIn(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const reason = lines.findLast((line) => /(FATAL|PANIC|ERROR|error): /.test(line)) ?? lines.at(-1) ?? '';
  return reason
    .replace(/^.*?(FATAL|PANIC|ERROR): +/, '')
    .trim()
    .slice(0, 500);
}
