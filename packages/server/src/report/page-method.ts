import type { TestAnswer } from '@dandelion-loop/contract';
import { methodOf, methodQuestion } from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import type { PageOptions } from './page-shell.ts';

/** How do we know? The method, what it assumes, what was assumed here, and the command. */

const list = (texts: readonly string[]): Markup =>
  html`<ul class="plain">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;

export function methodSection(answer: TestAnswer, { command }: PageOptions): Markup {
  const { introduction, methods, assumes, notes } = methodOf(answer);
  return section(
    methodQuestion,
    html`<div class="how">
<p>${introduction}</p>
<h3>Method</h3>${list(methods)}
<h3>It assumes</h3>${list(assumes)}
${notes.length > 0 && html`<h3>What was taken for granted here</h3>${list(notes)}`}
${command && html`<h3>The command</h3><pre tabindex="0">${command}</pre>`}
</div>`,
    [],
  );
}
