import type { WebhookRow } from './records.ts';

/** How the audit log names a webhook. Not by its whole address, which can hold a token of the receiver. */
const hostOf = (url: string): string => new URL(url).host;

export const subjectOf = ({ id, description, url }: Pick<WebhookRow, 'id' | 'description' | 'url'>) => ({
  ...{ kind: 'webhook', id, name: description === '' ? hostOf(url) : description },
});

/** What of a webhook a change is recorded of. */
export const auditedFields = ({ url, types, description, state }: WebhookRow) => ({
  ...{ host: hostOf(url), types, description, state },
});
