import { type Endpoint, type FailureCode, failureCodes } from '@dandelion-loop/contract';
import { html, type Markup } from '../../report/html.ts';
import { anchorOf, articleOf, method } from './endpoint-article.ts';
import { lines, pageOf, words } from './page.ts';
import { problemMeanings } from './problem-meanings.ts';
import { type Section, sections, tagOf } from './sections.ts';

const head = (question: string, answer: Markup, basis?: Markup): Markup => html`<div class="head">
<h1>${question}</h1>
<p class="answer">${answer}</p>
${basis && html`<p class="basis">${basis}</p>`}
</div>`;

const inSection = (endpoints: readonly Endpoint[], { tag }: Section): Endpoint[] =>
  endpoints
    .filter((endpoint) => tagOf(endpoint) === tag)
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length || a.path.localeCompare(b.path));

const begin = `export DANDELION_URL=http://localhost:4600
export DANDELION_API_KEY=dandelion_...

curl "$DANDELION_URL/api/experiments?verdict=won" \\
  -H "Authorization: Bearer $DANDELION_API_KEY"`;

const command = (text: string): Markup =>
  html`<pre tabindex="0" aria-label="Command"><code>${lines(text)}</code></pre>`;

const general: readonly (readonly [title: string, text: string])[] = [
  [
    'Who asks',
    'Programs send a key: `Authorization: Bearer dandelion_...`. Owners make keys under Settings, Keys of the API, and choose what each may: its scopes are the permissions that stand with every call here. The page in the browser sends its session cookie, and `X-Dandelion-Client` with every change. On the machine itself `./dandelion api PATH` needs no key.',
  ],
  [
    'What is sent',
    'JSON in UTF-8 (`Content-Type: application/json`), at most a megabyte; an upload is the bytes of the file. Unknown fields are refused. What may be left out is marked. Moments are ISO 8601 in UTC, days are `2026-05-11`, rates and levels are fractions: 0.05 is 5%. Null means “set to nothing”, left out means “as it is”.',
  ],
  [
    'Changes that meet',
    'What can be changed by two has a `version`. Send the one you read: 409 says that somebody was faster, and nothing of yours was written.',
  ],
  [
    'Pages',
    'The list of experiments takes `offset` and `limit` (at most 500) and answers with `total`. The audit log and deliveries of webhooks answer with `next`; send it as `before` for the next page, until it is null.',
  ],
  [
    'Errors',
    'Every error is `application/problem+json` (RFC 9457): `status`, a `code` that stays the same, a `detail` for people, and `fields` where the request itself is at fault. A failure of the server has a `requestId` under which its log says more.',
  ],
  [
    'Limits',
    'Calls are not counted. Wrong attempts to sign in, wrong keys of links, and mails are: 429 with `Retry-After`. Files are judged one after the other; a 503 has a `Retry-After` as well.',
  ],
];

/** The first page: how to begin, and all endpoints. */
export function beginPage(endpoints: readonly Endpoint[]): string {
  const main = html`${head(
    'What can programs do here?',
    html`Everything the page does, by <mark>${endpoints.length} calls</mark>.`,
    html`For machines: <a href="/api/openapi.json">OpenAPI 3.1</a>. Recipes that are tested: docs/how-to/api.md. These pages tell nothing of the workspace and need no sign-in.`,
  )}
${command(begin)}
${general.map(([title, text]) => html`<section class="general"><h2>${title}</h2><p>${words(text)}${title === 'Errors' && html` <a href="/api/problems">All codes</a>.`}</p></section>`)}
${sections.map(
  (
    section,
  ) => html`<section class="calls"><h2><a href="/api/docs/${section.tag}">${section.title}</a></h2><p>${section.about}</p>
<ul>${inSection(endpoints, section).map((one) => html`<li><a href="/api/docs/${section.tag}#${anchorOf(one)}">${one.summary}</a> ${method(one.method)} <code>${one.path}</code></li>`)}</ul></section>`,
)}`;
  return pageOf({ here: '', title: 'Begin here', main });
}

/** A part of the API; null when there is none of this name. */
export function sectionPage(endpoints: readonly Endpoint[], tag: string): string | null {
  const section = sections.find((one) => one.tag === tag);
  if (section === undefined) return null;
  const own = inSection(endpoints, section);
  const main = html`${head(section.title, html`${section.about}`)}
${own.length > 1 && html`<ul class="contents">${own.map((one) => html`<li><a href="#${anchorOf(one)}">${one.summary}</a></li>`)}</ul>`}
${own.map(articleOf)}`;
  return pageOf({ here: tag, title: section.title, main });
}

const codes = Object.entries(failureCodes) as [FailureCode, (typeof failureCodes)[FailureCode]][];

/** All codes of errors. */
export function problemsPage(): string {
  const main = html`${head('What went wrong?', html`Each error has <mark>a code that stays the same</mark>.`, html`Some codes are of the command line alone; there a number stands for each, and <code>--json</code> prints the code.`)}
<dl class="problems">${codes.map(
    ([code, { status, title }]) =>
      html`<div><dt><a href="/api/problems/${code}">${title}</a> <span class="type">${status} <code>${code}</code></span></dt><dd>${words(problemMeanings[code])}</dd></div>`,
  )}</dl>`;
  return pageOf({ here: 'problems', title: 'Errors', main });
}

/** One code of an error; null when there is none. */
export function problemPage(code: string): string | null {
  if (!Object.hasOwn(failureCodes, code)) return null;
  const known = code as FailureCode;
  const { status, title } = failureCodes[known];
  const main = html`${head(`${title}?`, words(problemMeanings[known]), html`Code <code>${code}</code>, status ${status}. The answer itself says in <code>detail</code> what it was this time.`)}
<p><a href="/api/problems">All codes</a></p>`;
  return pageOf({ here: 'problems', title, main });
}
