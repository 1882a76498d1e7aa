import { html, type Markup, trusted } from '../../report/html.ts';
import { sections } from './sections.ts';

/** The frame of the pages of the API: navigation, the page, no script. */

/** Text with `code` in it. */
export function words(text: string): Markup {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** Text of several lines, for `pre`. */
export const lines = (text: string): Markup =>
  html`${text.split('\n').map((line, at) => (at === 0 ? line : [trusted('\n'), line]))}`;

/** The seed that leaves, for the tab of the browser. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="7" fill="#f2b705"/></svg>',
)}`;

/** Seed head with the seed that leaves, in gold. */
function logo(): Markup {
  const hairs = Array.from({ length: 8 }, (_, index) => {
    const angle = (index * Math.PI) / 4;
    const point = (radius: number) =>
      [11 + radius * Math.sin(angle), 10 - radius * Math.cos(angle)].map((one) => one.toFixed(2)) as [string, string];
    const [[x1, y1], [x2, y2]] = [point(2.4), point(7.4)];
    return html`<path d="M${x1} ${y1}L${x2} ${y2}" stroke="currentColor"/><circle cx="${x2}" cy="${y2}" r="1.25" fill="currentColor"/>`;
  });
  return html`<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><circle cx="11" cy="10" r="1.7" fill="currentColor"/>${hairs}<path d="M11 12.5v9.5" stroke="currentColor" stroke-width="1.3" stroke-linecap="round"/><circle class="seed" cx="20.6" cy="4.2" r="2.2"/></svg>`;
}

interface Place {
  /** In the address behind /api/docs/, or `problems`; empty on the first page. */
  here: string;
  title: string;
  main: Markup;
}

function navigation(here: string, label: string): Markup {
  const entry = (tag: string, to: string, title: string) =>
    html`<li><a href="${to}"${here === tag ? trusted(' aria-current="page"') : ''}>${title}</a></li>`;
  return html`<nav aria-label="${label}"><ul>
${entry('', '/api/docs', 'Begin here')}
${sections.map(({ tag, title }) => entry(tag, `/api/docs/${tag}`, title))}
${entry('problems', '/api/problems', 'Errors')}
</ul></nav>`;
}

/** The whole document. */
export function pageOf({ here, title, main }: Place): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${title} · API of Dandelion</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="frame">
<header class="side">
<a class="brand" href="/">${logo()}Dandelion</a>
<details class="menu"><summary>Parts of the API</summary>${navigation(here, 'Parts of the API, small')}</details>
<div class="list">${navigation(here, 'Parts of the API')}</div>
</header>
<main id="content">
${main}
</main>
</div>
</body>
</html>
`.markup;
}
