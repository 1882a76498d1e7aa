import { texts } from '../../texts/sources.ts';

/** What to paste, for each way to send. `url` is where Dandelion is reached. */

export const snippetKinds = ['html', 'segment', 'rudder', 'curl'] as const;
export type SnippetKind = (typeof snippetKinds)[number];

export const pageLine = (url: string, key: string): string =>
  `<script async src="${url}/sdk/dandelion.js" data-key="${key}"></script>`;

export function snippetOf(kind: SnippetKind, url: string): string {
  const { public: open, secret } = texts.yourKey;
  const snippets: Record<SnippetKind, string> = {
    html: pageLine(url, open),
    segment: `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({ writeKey: '${secret}', host: '${url}' });
analytics.track({ userId: 'u1', event: 'Order Completed', properties: { total: 12.5 } });
await analytics.closeAndFlush();`,
    rudder: `import RudderAnalytics from '@rudderstack/rudder-sdk-node';

const analytics = new RudderAnalytics('${secret}', { dataPlaneUrl: '${url}' });
analytics.track({ userId: 'u1', event: 'Order Completed', properties: { total: 12.5 } });
analytics.flush();`,
    curl: `curl ${url}/v1/track -u ${secret}: \\
  -d '{"userId": "u1", "event": "Order Completed", "properties": {"total": 12.5}}'`,
  };
  return snippets[kind];
}
