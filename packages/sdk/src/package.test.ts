import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';

/** What npm publishes. */

const root = join(import.meta.dirname, '../../..');
const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: 'utf8' });

beforeAll(() => {
  run('scripts/build-sdk-package.mjs');
});

it('can be imported where there is no page, and says what it lacks', async () => {
  const { createDandelion } = await import(join(root, 'packages/sdk/dist/index.js'));
  expect(Object.keys(await import(join(root, 'packages/sdk/dist/banner.js')))).toEqual(['addConsentBanner']);
  expect(() => createDandelion({ url: 'https://dandelion.example.com', key: '' })).toThrow(/write key/);
});

it('has types that a page in TypeScript can rely on', () => {
  const folder = mkdtempSync(join(root, 'packages/sdk/dist/consumer-'));
  try {
    const page = `
      import { createDandelion } from '../index.js';
      import { addConsentBanner } from '../banner.js';
      const dandelion = createDandelion({ url: 'https://dandelion.example.com', key: 'k', consent: 'ask', policy: '2026-11' });
      const banner = addConsentBanner(dandelion, { purposes: ['collect', 'contact:email'], texts: { yes: 'Ja' } });
      dandelion.track('Looked', { at: 'hat' });
      dandelion.push(['identify', 'u1', { plan: 'free' }, { token: 'signed' }]);
      dandelion.consent({ collect: true, 'contact:email': false });
      const collecting: boolean = dandelion.consent.read().collecting;
      banner.showConsent();
      // @ts-expect-error There is no such purpose.
      dandelion.consent({ marketing: true });
      // @ts-expect-error A name is needed.
      dandelion.track();
      export { collecting };
    `;
    writeFileSync(join(folder, 'page.mts'), page);
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom'];
    run('node_modules/typescript/bin/tsc', ...options, join(folder, 'page.mts'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
