import { DandelionFailure } from '../../kernel/failure.ts';
import { type Outbound, OutboundError } from '../../kernel/outbound.ts';
import { post } from './post.ts';
import { checkHost, ForbiddenAddress } from './resolve-host.ts';
import type { Rules } from './rules.ts';
import { httpNeedsAllowed, readTarget } from './target.ts';

/** The one way out of Dandelion to addresses that a person gave. */
export function createOutbound(rules: Rules): Outbound {
  async function check(url: string): Promise<void> {
    const target = readTarget(url);
    const host = await checkHost(target.hostname, rules).catch((error) => {
      if (error instanceof ForbiddenAddress) throw error;
      return null;
    });
    if (target.protocol === 'http:' && host?.allowed !== true) throw new OutboundError(httpNeedsAllowed);
  }

  return {
    async checkUrl(url) {
      try {
        await check(url);
      } catch (error) {
        if (error instanceof OutboundError) throw new DandelionFailure('wrong-use', error.message, { cause: error });
        throw error;
      }
    },
    post: (request) => post(request, rules),
  };
}
