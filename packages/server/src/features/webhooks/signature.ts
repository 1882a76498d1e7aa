import { createHmac, randomBytes } from 'node:crypto';

/** How Standard Webhooks signs: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

const prefix = 'whsec_';
const secretBytes = 32;

export const newSecret = (): string => `${prefix}${randomBytes(secretBytes).toString('base64')}`;

interface Signed {
  messageId: string;
  at: Date;
  body: string;
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

function signatureBy(secret: string, { messageId, at, body }: Signed): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${messageId}.${seconds(at)}.${body}`)
    .digest('base64')}`;
}

/** The headers of a message, with a signature by each secret: during a rotation a receiver can know either. */
export function signedHeaders(message: Signed, secrets: readonly string[]): Record<string, string> {
  return {
    'webhook-id': message.messageId,
    'webhook-timestamp': String(seconds(message.at)),
    'webhook-signature': secrets.map((secret) => signatureBy(secret, message)).join(' '),
  };
}
