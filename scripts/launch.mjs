// Door of ./dandelion: a check of the Node version that old versions can still parse, then set-up, then the program.
const wanted = [20, 19];
const found = process.versions.node.split('.').map(Number);
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  process.stderr.write(
    `Dandelion needs Node.js ${wanted.join('.')} or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org.\n`,
  );
  process.exit(3);
}

// Nobody may be left to read what set-up says.
process.stderr.on('error', () => {});

const { join } = await import('node:path');
const { pathToFileURL } = await import('node:url');
const { ensureBuilt, ensureInstalled, SetUpFailure } = await import('./set-up.mjs');
let built;
try {
  await ensureInstalled();
  built = await ensureBuilt();
} catch (failure) {
  const message =
    failure instanceof SetUpFailure
      ? failure.message
      : `Dandelion could not be set up (${failure.message}). Clone it anew.`;
  if (process.argv.includes('--json')) {
    const error = { code: 'set-up-failed', message };
    process.stdout.write(`${JSON.stringify({ schema: 1, error })}\n`);
  }
  process.stderr.write(`${message}\n`);
  process.exit(3);
}
if (process.argv[2] === 'start') {
  // A later build must not take this one away.
  const { rmSync, writeFileSync } = await import('node:fs');
  const mark = join(built, `running-${process.pid}`);
  try {
    writeFileSync(mark, '');
    process.on('exit', () => rmSync(mark, { force: true }));
  } catch (error) {
    // A service may read the program alone. Whoever builds there stops it first.
    if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error;
  }
}
await import(pathToFileURL(join(built, 'cli.js')).href);
