// The browser for tests and pictures: an installed Chromium or Chrome, else Debian's, installed when that is possible.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const onMac = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

function installed() {
  if (process.env.CHROMIUM_PATH) return existsSync(process.env.CHROMIUM_PATH) ? process.env.CHROMIUM_PATH : null;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...onMac];
  return candidates.find((path) => existsSync(path)) ?? null;
}

const isDebianRoot = () =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/** Path of a browser, or null and what to do, said on stderr. */
export function findBrowser() {
  const found = installed();
  if (found !== null) return found;
  if (process.env.CHROMIUM_PATH) {
    process.stderr.write(`There is no browser at CHROMIUM_PATH=${process.env.CHROMIUM_PATH}.\n`);
    return null;
  }
  if (isDebianRoot()) {
    process.stderr.write(
      "No browser is installed. Installing Debian's chromium (apt-get install chromium) for the browser tests ...\n",
    );
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
    ]) {
      spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    }
    const now = installed();
    if (now !== null) return now;
  }
  process.stderr.write(
    'skipped: the browser tests, as no browser was found. Install Chromium or Chrome, or set CHROMIUM_PATH to one.\n',
  );
  return null;
}
