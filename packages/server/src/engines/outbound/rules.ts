import type { Networks } from './networks.ts';
import type { Resolve } from './resolve-host.ts';

/** What decides where a connection may go. */
export interface Rules {
  resolve: Resolve;
  /** Private addresses that the operator allows. */
  allow: Networks;
}
