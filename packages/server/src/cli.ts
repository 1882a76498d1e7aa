import { failureCodes } from '@dandelion-loop/contract';
import { commandUsage, usage } from './cli/usage.ts';
import { DandelionFailure } from './kernel/failure.ts';
import { nearestName } from './kernel/nearest-name.ts';

/** Door of the command line. Answers go to standard output, everything else to standard error. */

const commands: Record<string, (args: string[]) => Promise<void>> = {
  analyze: async (args) => (await import('./cli/analyze.ts')).analyze(args),
  quick: async (args) => (await import('./cli/quick.ts')).quick(args),
  size: async (args) => (await import('./cli/size.ts')).size(args),
  sample: async (args) => (await import('./cli/sample.ts')).sample(args),
};

function unknownCommand(name: string): DandelionFailure {
  const near = nearestName(name, Object.keys(commands));
  return new DandelionFailure(
    'wrong-use',
    `There is no command "${name}".${near ? ` Did you mean "${near}"?` : ''} Commands: ${Object.keys(commands).join(', ')}.`,
  );
}

async function run([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(usage);
    return;
  }
  const command = commands[name];
  if (!command) throw unknownCommand(name);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(commandUsage[name] ?? usage);
    return;
  }
  await command(args);
}

/** Says what went wrong, for machines too when they asked, and sets the exit code. */
function report(error: unknown, asJson: boolean): void {
  const known = error instanceof DandelionFailure;
  const code = known ? error.code : 'internal';
  const message = known ? error.message : `This is a bug in Dandelion, please report it: ${(error as Error).stack ?? error}`;
  if (asJson) process.stdout.write(`${JSON.stringify({ schema: 1, error: { code, message } })}\n`);
  process.stderr.write(`${message}\n`);
  process.exitCode = failureCodes[code].exit;
}

// A reader that closes the pipe early (| head) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const args = process.argv.slice(2);
try {
  await run(args);
} catch (error) {
  report(error, args.includes('--json'));
}
