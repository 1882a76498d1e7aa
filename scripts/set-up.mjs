// Makes a clone runnable: packages from the lock file, then the build. Each is skipped when nothing it depends on has
// changed since it last succeeded, so an everyday start costs a few milliseconds. All output goes to stderr.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const installStamp = join(root, 'node_modules', '.dandelion-installed');
/** One folder a build, so that a new one takes nothing away from a program that runs. */
const builds = join(root, 'packages', 'server', 'dist');
const buildsKept = 3;
const lockFolder = join(root, '.set-up-lock');

export class SetUpFailure extends Error {}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function stampIs(file, value) {
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

function installKey() {
  const platform = `${process.platform} ${process.arch}`;
  return digest(platform, readFileSync(join(root, 'package-lock.json')));
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function buildKey() {
  const folders = [
    'packages/stats/src',
    'packages/stats/reference',
    'packages/contract/src',
    'packages/wording/src',
    'packages/portfolio/src',
    'packages/server/src',
    'packages/server/migrations',
    'packages/server/migrations-of-events',
    'packages/web/src',
    'packages/web/public',
    'packages/sdk/src',
  ];
  const sources = folders
    .flatMap((folder) => filesBelow(join(root, folder)))
    .filter((file) => !/\.test\.tsx?$|[/\\]cases[/\\]/.test(file))
    .sort();
  // A package says in its package.json whether unused modules of it can be left out.
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`);
  const single = ['packages/web/index.html', 'packages/web/vite.config.ts', 'scripts/build.mjs', ...packages];
  const parts = [...sources, ...single.map((file) => join(root, file))].flatMap((file) => [file, readFileSync(file)]);
  return digest(process.versions.node, installKey(), ...parts);
}

/** Runs a command with its output on stderr and fails with `sentence` when it does not end well. */
function run(command, args, sentence) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', process.stderr, process.stderr] });
    child.on('error', (error) => {
      const missing = `${command} was not found. It comes with Node.js: install that from https://nodejs.org.`;
      reject(new SetUpFailure(error.code === 'ENOENT' ? missing : `${sentence} (${error.message})`));
    });
    child.on('close', (code) => (code === 0 ? resolve() : reject(new SetUpFailure(sentence))));
  });
}

function ownerIsAlive() {
  try {
    return isAlive(Number(readFileSync(join(lockFolder, 'pid'), 'utf8')));
  } catch (error) {
    // No pid file yet: the other process is between mkdir and write. Believe it for some seconds.
    if (error.code === 'ENOENT') return existsSync(lockFolder) && Date.now() - statSync(lockFolder).mtimeMs < 5000;
    throw error;
  }
}

/** One set-up at a time: two commands started together in a fresh clone must not install over each other. */
async function alone(work) {
  for (let told = false; ; ) {
    try {
      mkdirSync(lockFolder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw new SetUpFailure(`Dandelion cannot write to ${root}: ${error.message}. Clone it to a folder of yours.`);
      }
      if (!ownerIsAlive()) {
        rmSync(lockFolder, { recursive: true, force: true });
        continue;
      }
      if (!told) process.stderr.write('Another command is setting Dandelion up; waiting for it.\n');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  try {
    writeFileSync(join(lockFolder, 'pid'), String(process.pid));
    return await work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

/** Installs the packages of the lock file when they are missing or belong to another lock file. */
export async function ensureInstalled() {
  if (stampIs(installStamp, installKey())) return;
  await alone(async () => {
    if (stampIs(installStamp, installKey())) return;
    process.stderr.write('Installing what Dandelion needs, about 1 GB with its databases. This happens once.\n');
    await run(
      'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--progress=true'],
      'The packages could not be installed. See the lines above; with a network and 1 GB of free disk, run the command again.',
    );
    writeFileSync(installStamp, installKey());
  });
}

/** Newest first; those without a stamp were not finished. */
function otherBuilds(current) {
  const folders = existsSync(builds) ? readdirSync(builds) : [];
  return folders
    .map((name) => join(builds, name))
    .filter((folder) => folder !== current)
    .map((folder) => ({ folder, builtAt: existsSync(stampOf(folder)) ? statSync(stampOf(folder)).mtimeMs : 0 }))
    .sort((a, b) => b.builtAt - a.builtAt);
}

/** By a file that the launcher of a server leaves there while it runs. */
function isInUse(folder) {
  return readdirSync(folder).some((name) => {
    const [, pid] = /^running-(\d+)$/.exec(name) ?? [];
    return pid !== undefined && isAlive(Number(pid));
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** In a process of its own, whose words are shown when it fails. */
function buildInto(folder) {
  return new Promise((resolve, reject) => {
    const script = join(root, 'scripts', 'build.mjs');
    const child = spawn(process.execPath, [script, root, folder], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', (error) => reject(new SetUpFailure(`The build could not be started: ${error.message}`)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new SetUpFailure(`The build failed: ${said}`))));
  });
}

const stampOf = (folder) => join(folder, '.built');

/** Builds the programs when a source file differs from the last build. Answers with the folder they are in. */
export async function ensureBuilt() {
  const found = join(builds, buildKey().slice(0, 16));
  if (existsSync(stampOf(found))) return found;
  return await alone(async () => {
    const folder = join(builds, buildKey().slice(0, 16));
    if (existsSync(stampOf(folder))) return folder;
    process.stderr.write('Building Dandelion ... ');
    rmSync(folder, { recursive: true, force: true });
    await buildInto(folder);
    writeFileSync(stampOf(folder), '');
    for (const old of otherBuilds(folder).slice(buildsKept - 1)) {
      if (!isInUse(old.folder)) rmSync(old.folder, { recursive: true, force: true });
    }
    process.stderr.write('done.\n');
    return folder;
  });
}
