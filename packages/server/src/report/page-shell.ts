import type { Mark, Saying, Tone } from '@dandelion-loop/wording';
import { html, type Markup, trusted } from './html.ts';
import { type PageAssets, readPageAssets } from './page-assets.ts';

/** The document around the content: no script, no request, styles and fonts inside. */

export interface PageOptions {
  /** Style sheet and fonts; read from beside the module when left out. */
  assets?: PageAssets;
  /** The question of the page, when somebody asked one. */
  title?: string | null;
  fileName?: string | null;
  /** The command that made the answer, to be run again. */
  command?: string | null;
  /** The day of the answer in words. */
  date?: string | null;
}

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

/** Seed head: eight hairs with their seeds on a stalk, and the one that leaves, in gold. */
function logo(): Markup {
  const hairs = Array.from({ length: 8 }, (_, index) => {
    const angle = (index * Math.PI) / 4;
    const at = (radius: number): [string, string] => [
      (11 + radius * Math.sin(angle)).toFixed(2),
      (10 - radius * Math.cos(angle)).toFixed(2),
    ];
    const [[x1, y1], [x2, y2]] = [at(2.4), at(7.4)];
    return html`<path d="M${x1} ${y1}L${x2} ${y2}" stroke="currentColor"/><circle cx="${x2}" cy="${y2}" r="1.25" fill="currentColor"/>`;
  });
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="11" cy="10" r="1.7" fill="currentColor"/>${hairs}<path d="M11 12.5v9.5" stroke="currentColor" stroke-width="1.3" stroke-linecap="round"/><circle class="seed" cx="20.6" cy="4.2" r="2.2"/></svg>`;
}

const symbols = trusted(
  [
    '<symbol id="g-better" viewBox="0 0 16 16"><path d="M8 2.2l6 11.2H2z" fill="currentColor"/></symbol>',
    '<symbol id="g-worse" viewBox="0 0 16 16"><path d="M8 13.8l6-11.2H2z" fill="currentColor"/></symbol>',
    '<symbol id="g-none" viewBox="0 0 16 16"><path d="M2 5.6h12M2 10.4h12" stroke="currentColor" stroke-width="2.6"/></symbol>',
    '<symbol id="g-uncertain" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" stroke-width="2.2"/></symbol>',
    '<symbol id="g-invalid" viewBox="0 0 16 16"><path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2.4"/></symbol>',
    '<symbol id="g-ok" viewBox="0 0 16 16"><path d="M2.6 8.6l3.6 3.6 7.2-8" fill="none" stroke="currentColor" stroke-width="2.2"/></symbol>',
    '<symbol id="g-warning" viewBox="0 0 16 16"><path d="M8 2.4l6.2 11H1.8z" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round"/><path d="M8 6.4v3.4M8 11.3v.4" stroke="currentColor" stroke-width="1.7"/></symbol>',
  ].join(''),
);

/** The mark alone; a word must stand beside it. */
export const glyph = (tone: Tone): Markup =>
  html`<svg class="glyph v-${tone}" aria-hidden="true"><use href="#g-${tone}"/></svg>`;

/** Shape, then word, then colour. */
export const verdictTag = (mark: Pick<Mark, 'tone'>, words: string): Markup =>
  html`<span class="verdict v-${mark.tone}">${glyph(mark.tone)}${words}</span>`;

export function sayingMarkup(saying: Saying): Markup {
  return html`${saying.map(({ text, role }) =>
    role === 'finding' ? html`<mark>${text}</mark>` : role === 'strong' ? html`<b>${text}</b>` : text,
  )}`;
}

function fontFaces({ sans, serif }: PageAssets): string {
  const face = (family: string, data: string): string =>
    `@font-face{font-family:"${family}";font-weight:200 900;font-display:swap;src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  return face('Inter Variable', sans) + face('Source Serif 4 Variable', serif);
}

export interface PageContent {
  question: string;
  main: Markup;
}

export function pageOf({ question, main }: PageContent, { assets = readPageAssets(), fileName }: PageOptions): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${question} · Dandelion</title>
<style>${trusted(fontFaces(assets))}
${trusted(assets.css)}</style>
</head>
<body>
<svg class="defs" aria-hidden="true"><defs>${symbols}</defs></svg>
<div class="page">
<header class="context"><span class="brand">${logo()}Dandelion</span>${fileName && html`<bdi class="file">${fileName}</bdi>`}</header>
<main>
${main}
</main>
</div>
</body>
</html>
`.markup;
}
