import type { HealthCheck, TestAnswer } from '@dandelion-loop/contract';
import {
  checksInOrder,
  checkTitle,
  clause,
  healthMarks,
  healthSummary,
  type Note,
  type Saying,
} from '@dandelion-loop/wording';
import { html, type Markup } from './html.ts';
import { glyph, sayingMarkup } from './page-shell.ts';

/** The top of a page: a small question, a large answer, what it rests on, and whether to believe it. */

export function pageHead(question: string, answer: Saying, basis: Saying): Markup {
  return html`<div class="head">
<h1 class="question">${question}</h1>
<p class="answer">${sayingMarkup(answer)}</p>
${basis.length === 0 ? null : html`<p class="basis">${sayingMarkup(basis)}</p>`}
</div>`;
}

function checkItem({ name, verdict, message }: HealthCheck): Markup {
  const mark = healthMarks[verdict];
  return html`<li>${glyph(mark.tone)}<b>${checkTitle(name, verdict)}${verdict === 'ok' ? null : html`<span class="visually-hidden">: ${mark.word}</span>`}</b><span>${clause(message)}</span></li>`;
}

/** Folded when all is well, open when something must be read first. */
export function healthChecks(answer: TestAnswer): Markup {
  const { say, because } = healthSummary(answer);
  const { verdict } = answer.health;
  const sorted = checksInOrder(answer);
  const open = verdict === 'ok' ? html`` : html` open`;
  const list = sorted.length === 0 ? null : html`<ul>${sorted.map(checkItem)}</ul>`;
  return html`<details class="checks ${verdict}"${open}><summary>${glyph(healthMarks[verdict].tone)}<span><b>${say}</b> ${because}</span><span class="more">The checks</span></summary>${list}</details>`;
}

function notesAside(heading: string, notes: readonly Note[]): Markup | null {
  if (notes.length === 0) return null;
  return html`<aside class="note" aria-label="Notes: ${heading}">${notes.map(({ title, text }) => html`<h3>${title}</h3><p>${text}</p>`)}</aside>`;
}

/** A part of the page: a heading that says what was found, the body, and the doubt beside it. */
export function section(heading: string, body: Markup, notes: readonly Note[] = []): Markup {
  return html`<section class="section">
<header><h2>${heading}</h2></header>
<div class="body">
${body}
</div>
${notesAside(heading, notes)}
</section>`;
}
