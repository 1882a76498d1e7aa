import { version } from './version.ts';

/** What goes with every event, in Segment's words: where it happened, and which campaign led there. No fingerprint of the browser. */

/** Where a person came from within the site: a navigation without a load leaves `document.referrer` as it was. */
let cameFrom: string | null = null;

export const leavePage = (address: string): void => {
  cameFrom = address;
};

export function pageNow(): { url: string; path: string; referrer: string; title: string; search: string } {
  const { href: url, pathname: path, search } = location;
  return { url, path, referrer: cameFrom ?? document.referrer, title: document.title, search };
}

function campaignNow(): Record<string, string> | undefined {
  const found = [...new URLSearchParams(location.search)]
    .filter(([name]) => name.startsWith('utm_'))
    .map(([name, value]) => [name === 'utm_campaign' ? 'name' : name.slice(4), value]);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

export const contextNow = (identityToken?: string) => ({
  page: pageNow(),
  campaign: campaignNow(),
  locale: navigator.language,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  library: { name: 'dandelion', version },
  identityToken,
});
