import { resolveLibchdb } from 'chdb/libchdb';
import { DandelionFailure } from '../../kernel/failure.ts';

export interface Machine {
  platform: string;
  arch: string;
  /** Path of the library; throws when npm has not installed it. */
  locate: () => string;
}

const thisMachine: Machine = {
  platform: process.platform,
  arch: process.arch,
  // Without an environment: it could name another library, and the entry point we call is not a documented one.
  locate: () => resolveLibchdb({ env: {} }).path,
};

/** What chdb is built for. */
const builtFor = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** Path of the ClickHouse library that npm installed for this machine. */
export function findEngineLibrary({ platform, arch, locate }: Machine = thisMachine): string {
  if (platform === 'win32') {
    throw new DandelionFailure(
      'unsupported-platform',
      'The analytics engine does not run on Windows itself. Use WSL: run "wsl --install", then the same command in its terminal.',
    );
  }
  if (!builtFor.includes(`${platform}-${arch}`)) {
    throw new DandelionFailure(
      'unsupported-platform',
      `The analytics engine is not built for ${platform} on ${arch}. Use Linux or macOS on a 64-bit Intel, AMD or ARM processor.`,
    );
  }
  try {
    return locate();
  } catch (cause) {
    throw new DandelionFailure(
      'engine-missing',
      `The analytics engine is not installed. Run "npm ci" in the folder of Dandelion, and do not leave out optional packages.${muslAdvice(platform)}`,
      { cause },
    );
  }
}

/** npm leaves the package out where the C library is musl, since it could not be loaded there. */
export function muslAdvice(platform: string): string {
  return platform === 'linux'
    ? ' On Alpine and other Linux systems with musl it cannot run: use a system with glibc.'
    : '';
}
