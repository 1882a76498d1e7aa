import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Secrets that must be read again (of authenticators, of webhooks) lie in the record store encrypted with a key that lies elsewhere, in
 * the data folder: a copy of the record store alone opens nothing. AES-256-GCM: 12 bytes nonce, 16 bytes tag, the rest.
 */
export interface Sealer {
  seal(text: string): Buffer;
  /** Fails when it was sealed with another key, or changed. */
  unseal(sealed: Buffer): string;
}

/** `key` has 32 bytes. */
export function createSealer(key: Buffer): Sealer {
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    unseal(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(sealed.subarray(12, 28));
      return decipher.update(sealed.subarray(28), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
