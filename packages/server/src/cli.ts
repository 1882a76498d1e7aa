import { failureCodes } from '@dandelion-loop/contract';
import { commandUsage, usage } from './cli/usage.ts';
import { EngineError } from './kernel/engine.ts';
import { DandelionFailure } from './kernel/failure.ts';
import { nearestName } from './kernel/nearest-name.ts';

/** Door of the command line. Answers go to standard output, everything else to standard error. */

const commands: Record<string, (args: string[]) => Promise<void>> = {
  analyze: async (args) => (await import('./cli/analyze.ts')).analyze(args),
  learn: async (args) => (await import('./cli/learn.ts')).learn(args),
  quick: async (args) => (await import('./cli/quick.ts')).quick(args),
  size: async (args) => (await import('./cli/size.ts')).size(args),
  beliefs: async (args) => (await import('./cli/beliefs.ts')).beliefs(args),
  plan: async (args) => (await import('./cli/plan.ts')).plan(args),
  segments: async (args) => (await import('./cli/segments.ts')).segments(args),
  sample: async (args) => (await import('./cli/sample.ts')).sample(args),
  customers: async (args) => (await import('./cli/customers.ts')).customers(args),
  consent: async (args) => (await import('./cli/consent.ts')).consent(args),
  import: async (args) => (await import('./cli/import.ts')).importFile(args),
  backup: async (args) => (await import('./cli/backup.ts')).backup(args),
  restore: async (args) => (await import('./cli/restore.ts')).restore(args),
  move: async (args) => (await import('./cli/move.ts')).move(args),
  start: async (args) => (await import('./cli/start.ts')).start(args),
  'owner-link': async (args) => (await import('./cli/owner-link.ts')).ownerLink(args),
  audit: async (args) => (await import('./cli/audit.ts')).audit(args),
  sources: async (args) => (await import('./cli/sources.ts')).sources(args),
  api: async (args) => (await import('./cli/api.ts')).api(args),
};

/** "constructor" is no command. */
const own = <T>(record: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function unknownCommand(name: string): DandelionFailure {
  if (name.startsWith('-')) {
    return new DandelionFailure(
      'wrong-use',
      `Name the command before its options: ./dandelion analyze FILE ... Commands: ${Object.keys(commands).join(', ')}.`,
    );
  }
  const near = nearestName(name, Object.keys(commands));
  return new DandelionFailure(
    'wrong-use',
    `There is no command "${name}".${near ? ` Did you mean "${near}"?` : ''} Commands: ${Object.keys(commands).join(', ')}.`,
  );
}

async function run([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(own(commandUsage, args[0] ?? '') ?? usage);
    return;
  }
  const command = own(commands, name);
  if (!command) throw unknownCommand(name);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(own(commandUsage, name) ?? usage);
    return;
  }
  await command(args);
}

/** What the engine could not do for lack of means; anything else it refuses is a bug of ours. */
const engineLimits: Record<string, string> = {
  MEMORY_LIMIT_EXCEEDED:
    'The file needs more memory than this machine has free. Close other programs, or look at part of it with --where.',
  TIMEOUT_EXCEEDED: 'The computation took longer than it may. Look at part of the file with --where.',
};

function asFailure(error: unknown): DandelionFailure {
  if (error instanceof DandelionFailure) return error;
  const limit = error instanceof EngineError ? engineLimits[error.type] : undefined;
  if (limit !== undefined) return new DandelionFailure('engine-failed', limit, { cause: error });
  return new DandelionFailure(
    'internal',
    `This is a bug in Dandelion, please report it: ${(error as Error).stack ?? error}`,
  );
}

/** Says what went wrong, for machines too when they asked, and sets the exit code. */
async function report(error: unknown, asJson: boolean): Promise<void> {
  const failure = asFailure(error);
  const { code } = failure;
  // A message can quote the data, and data must not steer the terminal.
  const { terminalText } = await import('./report/index.ts');
  const message = code === 'internal' ? failure.message : terminalText(failure.message);
  if (asJson) process.stdout.write(`${JSON.stringify({ schema: 1, error: { code, message } })}\n`);
  process.stderr.write(`${message}\n`);
  process.exitCode = failureCodes[code].exit;
}

// A reader that closes the pipe early (| head) is no failure. A full disk under a redirection is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`The answer could not be written to standard output (${error.code ?? error.message}).\n`);
  process.exit(failureCodes['no-space'].exit);
});
// Nobody is left to tell.
process.stderr.on('error', () => {});

const args = process.argv.slice(2);
try {
  await run(args);
} catch (error) {
  await report(error, args.includes('--json'));
}
