import { type Endpoint, permissionsOfRole, scopes } from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import { z } from 'zod';
import { html, type Markup } from '../../report/html.ts';
import { curlOf } from './curl.ts';
import { statusesOf, statusWords } from './failures.ts';
import { lines, words } from './page.ts';
import { type Line, linesOf, type SchemaNode } from './schema-words.ts';

/** One endpoint for reading. */

export const anchorOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>): string =>
  `${method.toLowerCase()}${path.replaceAll(/[^a-z-]+/gi, '-')}`.replace(/-$/, '');

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): SchemaNode =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as SchemaNode;

export const method = (name: string): Markup => html`<span class="method m-${name.toLowerCase()}">${name}</span>`;

function lineOf({ name, type, required, limits, about, inner }: Line, asked: boolean): Markup {
  const kind = [type, ...limits, ...(asked && !required ? ['optional'] : [])].join(', ');
  const text = about === null ? '' : html` <span class="remark">${words(about)}</span>`;
  const head = html`<code class="name">${name}</code> <span class="type">${kind}</span>${text}`;
  if (inner.length === 0) return html`<li>${head}</li>`;
  return html`<li>${head}<ul>${inner.map((line) => lineOf(line, asked))}</ul></li>`;
}

const count = (fields: readonly Line[]): number => fields.reduce((sum, { inner }) => sum + 1 + count(inner), 0);

/** A long answer is folded: its example says most. */
function fieldsOf(title: string, fields: readonly Line[], asked: boolean): Markup {
  const list = html`<ul class="fields">${fields.map((line) => lineOf(line, asked))}</ul>`;
  if (count(fields) <= 14) return html`<h3>${title}</h3>${list}`;
  return html`<h3>${title}</h3><details class="fold"><summary>All ${count(fields)} fields</summary>${list}</details>`;
}

function part(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): Markup | '' {
  if (schema === undefined) return '';
  const node = schemaOf(schema, io);
  const fields = linesOf(node);
  return fields.length === 0 ? '' : fieldsOf(title, fields, io === 'input');
}

function whoMay({ permission }: Endpoint): Markup {
  if (permission === 'public') return html`Anybody, without signing in.`;
  const roles = Object.entries(permissionsOfRole).filter(([, of]) => of.includes(permission));
  const names = roles.map(([role]) => role).join(', ');
  const byKey = (scopes as readonly string[]).includes(permission);
  return byKey
    ? html`<code>${permission}</code>: a key with this scope, or a member (${names}).`
    : html`<code>${permission}</code>: a member who is signed in (${names}), no key.`;
}

function answerPart({ answer, download, status }: Endpoint): Markup {
  if (download)
    return html`<h3>Answer</h3><p>A file: ${download.map((type, at) => html`${at > 0 && ' or '}<code>${type}</code>`)}.</p>`;
  if (answer) return html`${part(`Answer, ${status ?? 200}`, answer, 'output')}`;
  return html`<h3>Answer, 204</h3><p>Without a body.</p>`;
}

/** Between neighbouring headings in the order of the page. */
export function articleOf(endpoint: Endpoint): Markup {
  const { path, summary, description, params, query, body, upload } = endpoint;
  const example = exampleOf(endpoint) ?? { endpoint };
  return html`<article id="${anchorOf(endpoint)}">
<h2>${summary}</h2>
<p class="call">${method(endpoint.method)} <code>${path}</code></p>
${description && html`<p class="about">${words(description)}</p>`}
<p class="who"><b>Who may:</b> ${whoMay(endpoint)}</p>
${part('In the path', params, 'input')}
${part('In the query', query, 'input')}
${part('Body', body, 'input')}
${upload && html`<h3>Body</h3><p>The bytes of the file.</p>`}
${answerPart(endpoint)}
<h3>Example</h3>
<pre tabindex="0" aria-label="Command: ${summary}"><code>${lines(curlOf(endpoint, example))}</code></pre>
${example.answer !== undefined && html`<details class="fold"><summary>What it answers</summary><pre tabindex="0" aria-label="Answer: ${summary}"><code>${lines(JSON.stringify(example.answer, null, 2))}</code></pre></details>`}
<h3>Errors</h3>
<ul class="errors">${statusesOf(endpoint).map((one) => html`<li><b>${one}</b> ${words(statusWords[one] ?? '')}</li>`)}<li><b>500, 503</b> <a href="/api/problems">as everywhere</a></li></ul>
</article>`;
}
