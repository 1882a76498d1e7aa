// Every installed package must carry a licence that lets Dandelion be given away (Apache-2.0 compatible).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSL-1.0',
  'CC0-1.0',
  'CC-BY-3.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

const isAllowed = (licence) =>
  licence
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((part) => allowed.has(part)));

/** Some say in their package.json only where their licence lies: the text of the MIT licence is known by its first and last sentence. */
function readLicence(folder, licence) {
  const file = /^SEE LICENSE IN (\S+)$/.exec(licence)?.[1];
  const found = file && readdirSync(folder).find((name) => name.toLowerCase().startsWith(file.toLowerCase()));
  if (!found) return licence;
  const text = readFileSync(join(folder, found), 'utf8').replace(/\s+/g, ' ');
  const isMit =
    text.includes('Permission is hereby granted, free of charge, to any person obtaining a copy') &&
    /THE SOFTWARE IS PROVIDED ["']AS IS["'], WITHOUT WARRANTY OF ANY KIND/i.test(text);
  return isMit ? 'MIT' : licence;
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const looked = [];
const refused = [];
for (const folder of Object.keys(packages)) {
  const file = join(root, folder, 'package.json');
  if (!folder.startsWith('node_modules/') || packages[folder].link || !existsSync(file)) continue;
  const { name, license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  const licence =
    typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' OR '));
  looked.push(name);
  if (!licence || !isAllowed(readLicence(join(root, folder), licence)))
    refused.push(`${name}: ${licence ?? 'no licence stated'}`);
}
for (const line of refused) process.stdout.write(`Licence not allowed: ${line}\n`);
if (looked.length === 0) process.stdout.write('No package was looked at.\n');
process.exitCode = refused.length > 0 || looked.length === 0 ? 1 : 0;
