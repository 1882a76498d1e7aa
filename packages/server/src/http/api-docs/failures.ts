import { type Endpoint, failureCodes } from '@dandelion-loop/contract';
import type { z } from 'zod';

/** Which statuses an endpoint can answer with, beyond success, and beyond those that any endpoint can (500, 503). */
export function statusesOf(endpoint: Endpoint): number[] {
  const { permission, params, query, body, upload, description = '' } = endpoint;
  const told = [...description.matchAll(/\b[45]\d\d\b/g)].map(([status]) => Number(status));
  const known = new Set<number>(Object.values(failureCodes).map(({ status }) => status));
  const statuses = [
    ...(params || query || body ? [400] : []),
    ...(permission === 'public' ? [] : [401, 403]),
    ...(params ? [404] : []),
    ...(hasVersion(body) ? [409] : []),
    ...(upload ? [413, 507] : []),
    ...told.filter((status) => known.has(status)),
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

const hasVersion = (body: z.ZodType | undefined): boolean =>
  body !== undefined && 'shape' in body && 'version' in (body.shape as object);

export const statusWords: Record<number, string> = {
  400: 'The request cannot be read: `fields` says where.',
  401: 'Nobody is signed in, or the key is not one, has ended or was revoked.',
  403: 'The role or the key may not do this.',
  404: 'There is no such thing, or not any more.',
  405: 'The address is there, and takes other methods: `Allow` names them.',
  408: 'The body came too slowly.',
  409: 'Somebody else changed it meanwhile, or it is busy: look again.',
  410: 'The link was used, withdrawn or is too old.',
  413: 'Too large.',
  421: 'Asked under a name that is not the server’s.',
  422: 'It can be read and cannot be done as it is: `detail` says what to change.',
  429: 'Too many attempts: wait as long as `Retry-After` says.',
  500: 'A bug in Dandelion: its log has more under `requestId`.',
  503: 'A database does not answer at the moment: try again in some seconds.',
  507: 'The disk is full.',
};
