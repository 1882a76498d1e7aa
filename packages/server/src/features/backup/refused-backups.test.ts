import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { contents, flipByte, type TestWorkspace, useBackups } from './test-backup.ts';

const stores = useBackups();

describe('places that are refused', () => {
  const cases: [what: string, make: (inside: { data: string; folder: string }) => string, says: RegExp][] = [
    ['the data folder', ({ data }) => data, /in the data folder/],
    ['a folder in the data folder', ({ data }) => join(data, 'backups', 'today'), /in the data folder/],
    [
      'a file',
      ({ folder }) => {
        writeFileSync(join(folder, 'a-file'), '');
        return join(folder, 'a-file');
      },
      /exists and is not a folder/,
    ],
    [
      'a link',
      ({ folder }) => {
        symlinkSync(folder, join(folder, 'a-link'));
        return join(folder, 'a-link');
      },
      /exists and is not a folder/,
    ],
    [
      'below a file',
      ({ folder }) => {
        writeFileSync(join(folder, 'other-file'), '');
        return join(folder, 'other-file', 'x');
      },
      /a part of its path is not a folder/,
    ],
    [
      'a folder with something in it',
      ({ folder }) => {
        mkdirSync(join(folder, 'full'));
        writeFileSync(join(folder, 'full', 'x'), '');
        return join(folder, 'full');
      },
      /not empty/,
    ],
    ['a disk that is full', () => '/dev/full/x', /cannot be written|a part of its path/],
  ];
  test.each(cases)('%s', async (_what, make, says) => {
    const from = await stores.workspace();
    const path = make({ data: from.place.dataFolder, folder: stores.folder() });
    const name = path.startsWith(stores.folder())
      ? path.slice(stores.folder().length + 1)
      : `../../../../../../..${path}`;
    await expect(stores.backUp(from, name)).rejects.toMatchObject({
      code: 'wrong-use',
      message: expect.stringMatching(says),
    });
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  test('an empty folder is taken, and what a cut-off backup left beside it is removed', async () => {
    const from = await stores.workspace();
    const folder = join(stores.folder(), 'taken');
    mkdirSync(folder);
    mkdirSync(`${folder}.partial`);
    writeFileSync(join(`${folder}.partial`, 'half'), 'x');
    await stores.backUp(from, 'taken');
    expect(readdirSync(folder).sort()).toEqual(['engine', 'files', 'manifest.json', 'records', 'secrets']);
    expect(existsSync(`${folder}.partial`)).toBe(false);
  });

  test('a folder that holds no workspace', async () => {
    const bare = await stores.workspace({ bare: true });
    await expect(stores.backUp(bare, 'of-nothing')).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(join(stores.folder(), 'of-nothing'))).toBe(false);
    expect(existsSync(join(stores.folder(), 'of-nothing.partial'))).toBe(false);
  });
});

describe('a backup that is not as it was', () => {
  let good: string;
  let copies = 0;
  beforeAll(async () => {
    // A workspace lives as long as a test; its backup lives on.
    good = join(stores.folder(), 'good');
  });
  const made = async (): Promise<string> => {
    if (!existsSync(good)) {
      const from = await stores.workspace();
      await from.addImport('Good');
      await stores.backUp(from, 'good');
    }
    const copy = join(stores.folder(), `copy-${++copies}`);
    cpSync(good, copy, { recursive: true });
    onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
    return copy;
  };
  const named = (folder: string, room: string) => join(folder, room, readdirSync(join(folder, room)).sort().at(-1)!);
  interface Raw {
    format: number;
    version: string;
    migrations: { name: string; hash: string }[];
    files: { path: string }[];
    records: { table: string; file: string }[];
    engine: { table: string; create: string; file: string }[];
  }
  const rewrite = (folder: string, change: (manifest: Raw) => unknown) => {
    const path = join(folder, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Raw;
    writeFileSync(path, JSON.stringify(change(manifest) ?? manifest));
  };

  const cases: [what: string, spoil: (folder: string) => void, code: string, says: RegExp][] = [
    [
      'one byte of the records',
      (folder) => flipByte(join(folder, 'records', 'imports.copy')),
      'format-broken',
      /records\/imports\.copy is not as it was/,
    ],
    ['one byte of rows', (folder) => flipByte(named(folder, 'engine')), 'format-broken', /engine\/.* is not as it was/],
    ['one byte of a file', (folder) => flipByte(named(folder, 'files')), 'format-broken', /files\/.* is not as it was/],
    [
      'one byte of a key',
      (folder) => flipByte(named(folder, 'secrets')),
      'format-broken',
      /secrets\/unit-ids is not as it was/,
    ],
    [
      'a file cut off',
      (folder) => truncateSync(named(folder, 'engine'), 10),
      'format-broken',
      /has 10 bytes instead of/,
    ],
    ['a file missing', (folder) => rmSync(named(folder, 'files')), 'format-broken', /is missing/],
    [
      'a link in the place of a file',
      (folder) => {
        const path = named(folder, 'files');
        renameSync(path, `${folder}-moved`);
        symlinkSync(`${folder}-moved`, path);
      },
      'format-broken',
      /is not a file/,
    ],
    ['no manifest', (folder) => rmSync(join(folder, 'manifest.json')), 'wrong-use', /is not a backup/],
    [
      'a manifest cut off',
      (folder) => truncateSync(join(folder, 'manifest.json'), 500),
      'format-broken',
      /is not JSON/,
    ],
    ['a manifest that is another', (folder) => rewrite(folder, () => ({ format: 1 })), 'format-broken', /does not fit/],
    ['a manifest that is a list', (folder) => rewrite(folder, () => []), 'format-broken', /does not fit/],
    [
      'a name that leads out',
      (folder) =>
        rewrite(folder, ({ files }) => {
          files[0]!.path = 'files/../../../etc/passwd';
        }),
      'format-broken',
      /does not fit/,
    ],
    [
      'a name from the root',
      (folder) =>
        rewrite(folder, ({ files }) => {
          files[0]!.path = '/etc/passwd';
        }),
      'format-broken',
      /does not fit/,
    ],
    [
      'a name twice',
      (folder) =>
        rewrite(folder, ({ files }) => {
          files.push(files[0]!);
        }),
      'format-broken',
      /names a file twice/,
    ],
    [
      'a table without its file',
      (folder) =>
        rewrite(folder, ({ records }) => {
          records[0]!.file = 'records/other.copy';
        }),
      'format-broken',
      /does not count records\/other\.copy/,
    ],
    [
      'a table that is none of ours',
      (folder) =>
        rewrite(folder, ({ engine }) => {
          engine[0]!.table = 'users';
        }),
      'format-broken',
      /none of Dandelion/,
    ],
    [
      'a table that is a door to elsewhere',
      (folder) =>
        rewrite(folder, ({ engine }) => {
          engine[0]!.create = engine[0]!.create.replace(/ENGINE = .*/s, `ENGINE = URL('http://127.0.0.1:9/')`);
        }),
      'format-broken',
      /none of Dandelion/,
    ],
    [
      'a newer format',
      (folder) =>
        rewrite(folder, (manifest) => {
          manifest.format = 2;
          manifest.version = '9.0.0';
        }),
      'data-folder',
      /newer Dandelion \(9\.0\.0\)/,
    ],
    [
      'a newer Dandelion',
      (folder) =>
        rewrite(folder, ({ migrations }) => {
          migrations.push({ name: '9999-later', hash: '0'.repeat(64) });
        }),
      'data-folder',
      /newer Dandelion .*step 9999-later is not known/,
    ],
    [
      'another build',
      (folder) =>
        rewrite(folder, ({ migrations }) => {
          migrations[0]!.hash = '0'.repeat(64);
        }),
      'data-folder',
      /another build/,
    ],
  ];
  test.each(cases)('%s: nothing is touched', async (_what, spoil, code, says) => {
    const folder = await made();
    spoil(folder);
    const to = await stores.workspace();
    await to.addImport('Kept');
    const before = [await contents(to), to.files(), await to.tables()];
    await expect(stores.restore(folder, to)).rejects.toMatchObject({ code, message: expect.stringMatching(says) });
    expect([await contents(to), to.files(), await to.tables()]).toEqual(before);
  });

  test('a folder that is none, a file, one without rights', async () => {
    const to = await stores.workspace();
    await expect(stores.restore(join(stores.folder(), 'nowhere'), to)).rejects.toThrow(/there is no such folder/);
    writeFileSync(join(stores.folder(), 'plain'), '');
    await expect(stores.restore(join(stores.folder(), 'plain'), to)).rejects.toThrow(/is not a folder/);
  });

  const foreign = async (to: TestWorkspace) => to.ask('CREATE TABLE somebody_elses (a int)');
  test('tables of somebody else in the database are not dropped', async () => {
    const folder = await made();
    const to = await stores.workspace();
    await foreign(to);
    await expect(stores.restore(folder, to)).rejects.toThrow(/not of Dandelion, such as "somebody_elses"/);
    expect(await to.ask('SELECT count(*)::int AS n FROM somebody_elses')).toEqual([{ n: 0 }]);
    expect(await to.ask('SELECT count(*)::int AS n FROM imports')).toEqual([{ n: 0 }]);
  });
});
