import type { WriteKey } from '@dandelion-loop/contract';
import { newToken } from '../access/index.ts';

/** Tokens of write keys: programs that look for secrets in files know them by how they begin, and people which kind it is. */

const prefixes = { public: 'dl_pub_', secret: 'dl_sec_' } as const satisfies Record<WriteKey['kind'], string>;
const form = /^dl_(?:pub|sec)_[\w-]{43}$/;
const shownLetters = prefixes.public.length + 6;

export const newWriteToken = (kind: WriteKey['kind']): string => `${prefixes[kind]}${newToken()}`;

/** By which people know it again. */
export const beginningOf = (token: string): string => token.slice(0, shownLetters);

/** Whether it can be a token at all: nobody asks the record store for what cannot. */
export const looksLikeToken = (text: string): boolean => text.length === 50 && form.test(text);
