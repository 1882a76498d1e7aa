// The process that is ClickHouse. Plain JavaScript, because Node 20 runs it as it is: from src in tests, beside the bundle in dist.
//
//   node clickhouse-child.mjs LIBRARY DISPOSABLE-FOLDER [argument of clickhouse-local ...]
//
// ClickHouse ends by itself when its standard input closes, but lets what is being asked of it go on for five seconds. That is too
// late, so file descriptor 3 is a lifeline: when the parent dies, even by kill -9, it closes. Then a disposable engine sees to its
// folder and dies; a lasting one (no folder is named) has a second to end in order, so that the next start finds its data free.
// It must not be standard input: Node makes a pipe it opens non-blocking, and ClickHouse takes "try again" for the end.
// For the same reason `process` is the global here: `import 'node:process'` evaluates all its getters, process.stdin too.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

const secondsToEnd = 1;

/** Tells the parent that the library, not the engine, is what failed. */
const libraryFailed = 70;

const [libraryPath, disposableFolder, ...engineArguments] = process.argv.slice(2);

/**
 * Removing the folder from here would be a race with the engine, which makes folders anew while it writes. So a small process does it
 * when all threads of this one are gone: only then the pipe to it closes.
 */
function removeFolderAfterDeath() {
  const code = `process.stdin.resume().on('close', () => require('fs').rmSync(process.argv[1], { recursive: true, force: true }))`;
  const remover = spawn(process.execPath, ['--eval', code, disposableFolder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Not even that could be started: the next engine sweeps.
  remover.on('error', () => {});
}

function watchLifeline() {
  const lifeline = new Socket({ fd: 3 });
  lifeline.on('error', () => {});
  lifeline.on('close', () => {
    if (disposableFolder) removeFolderAfterDeath();
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), disposableFolder ? 0 : secondsToEnd * 1000);
  });
  lifeline.resume();
}

async function loadLibrary() {
  try {
    const { default: ffi } = await import('ffi-rs');
    ffi.open({ library: 'chdb', path: libraryPath });
    return ffi;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`, () => process.exit(libraryFailed));
    return undefined;
  }
}

watchLifeline();
const ffi = await loadLibrary();
if (ffi) {
  const argumentsWithName = ['clickhouse', ...engineArguments];
  // In a thread of its own, so that this one can watch the lifeline. It returns when the engine ends.
  await ffi.load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: ffi.DataType.External,
    paramsType: [ffi.DataType.I32, ffi.DataType.StringArray],
    paramsValue: [argumentsWithName.length, argumentsWithName],
    runInNewThread: true,
  });
  process.exit(0);
}
