import { leavePage } from './page-context.ts';

/** Calls `seen` for each page: the one that was loaded, each address after it without a load, and one that came back out of the browser's cache. */
export function watchPages(seen: () => void): void {
  // A hash is a place on a page.
  const address = () => location.pathname + location.search;
  let last = address();
  let lastUrl = location.href;

  // A little later: by then the page has its title, and a router that sends people on has done so.
  const look = () =>
    setTimeout(() => {
      if (address() === last) return;
      leavePage(lastUrl);
      last = address();
      lastUrl = location.href;
      seen();
    }, 50);

  for (const name of ['pushState', 'replaceState'] as const) {
    const change = history[name];
    history[name] = function (...args) {
      change.apply(this, args);
      look();
    };
  }
  addEventListener('popstate', look);
  addEventListener('pageshow', ({ persisted }) => persisted && seen());
  // What a browser loads on suspicion nobody has seen.
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', seen, { once: true });
  } else seen();
}
