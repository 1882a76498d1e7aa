import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as text for an address or a header. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token. Looking it up by its hash takes the same time however much of a guess is right. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
