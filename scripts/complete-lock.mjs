// Completes package-lock.json with the native packages of other platforms.
//
// npm leaves an optional package out of the lock when the registry it was made with does not serve it (mirrors often lack
// platforms). `npm ci` then refuses the lock everywhere, and those platforms would miss their native code. Such packages
// have an exact version and say their platform in their name, so the entry can be written without asking anybody.
// Run it after every `npm install` that changes the lock; with --check it only tells whether the lock is complete.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }), ...(libc && os === 'linux' && { libc: [libc] }) };
}

/** Where Node would find a package from a folder of the lock, nearest first. */
function placesFrom(folder, name) {
  const parents = folder.split(/\/?node_modules\//).slice(1);
  const places = parents.map(
    (_, i) =>
      `${parents
        .slice(0, i + 1)
        .map((parent) => `node_modules/${parent}`)
        .join('/')}/node_modules/${name}`,
  );
  return [...places.reverse(), `node_modules/${name}`];
}

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = [];
for (const [folder, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    // The lowest version of a range like ~2.3.3 satisfies it.
    const version = range.replace(/^[~^]/, '');
    const places = placesFrom(folder, name);
    const found = places.map((place) => lock.packages[place]).find(Boolean);
    if (found && (found.version === version || range !== version)) continue;
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      throw new Error(`${name}@${range} has no exact version; resolve it by hand.`);
    missing.push(name);
    const free = places.reverse().find((place) => !lock.packages[place]);
    lock.packages[free] = { version, ...platformOf(name), ...(entry.dev && { dev: true }), optional: true };
  }
}

if (missing.length > 0 && process.argv.includes('--check')) {
  process.stdout.write(`package-lock.json lacks ${missing.join(', ')}. Run node scripts/complete-lock.mjs.\n`);
  process.exitCode = 1;
} else if (missing.length > 0) {
  const [own, ...others] = Object.entries(lock.packages);
  others.sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries([own, ...others]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`Added ${missing.length} packages of other platforms.\n`);
}
