import { type ChildProcess, spawn } from 'node:child_process';
import { onExit } from 'signal-exit';
import { type End, endOfChild } from '../end-of-child.ts';
import type { PostgresAccount } from './postgres-account.ts';
import { postgresEnvironment } from './postgres-environment.ts';

export interface PostgresChild {
  child: ChildProcess;
  end: Promise<End>;
}

/** Runs a program of PostgreSQL. When this process exits first, by itself or by a signal, it is told to end in order. */
export function runPostgres(account: PostgresAccount, program: string, parameters: readonly string[]): PostgresChild {
  const [command, ...rest] = [...account.prefix, program, ...parameters];
  const child = spawn(command!, rest, {
    cwd: '/',
    env: postgresEnvironment(),
    ...account.ids,
    // Its own process group: Ctrl-C is for this process, which then ends it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const forgetExit = onExit(() => {
    child.kill('SIGINT');
  });
  const end = endOfChild(child);
  void end.then(forgetExit);
  return { child, end };
}
