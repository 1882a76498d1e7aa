import type { TestAnswer } from '@dandelion-loop/contract';
import * as numbers from '../kernel/numbers.ts';
import { html, type Markup } from './html.ts';
import { section } from './page-head.ts';
import type { PageOptions } from './page-shell.ts';
import { clause, unitsOf } from './phrases.ts';

/** How do we know? The method, what it assumes, what was assumed here, and the command. */

const sentence = (text: string): string => clause(text.charAt(0).toUpperCase() + text.slice(1));

const list = (texts: readonly string[]): Markup =>
  html`<ul class="plain">${texts.map((text) => html`<li>${text}</li>`)}</ul>`;

export function methodSection(answer: TestAnswer, { command }: PageOptions): Markup {
  const all = answer.metrics.flatMap(({ comparisons }) => comparisons);
  const unit = unitsOf(answer.source).one;
  const reductions = answer.metrics.flatMap(({ name, comparisons }) => {
    const found = comparisons.find(({ varianceReduction }) => varianceReduction !== null)?.varianceReduction ?? null;
    return found === null
      ? []
      : [`“${name}” was adjusted by its covariate, which explains ${numbers.share(found)} of its variation.`];
  });
  const methods = [
    ...new Set(all.map(({ method }) => sentence(method))),
    ...new Set(all.flatMap(({ prior }) => (prior === null ? [] : [`Prior: ${clause(prior)}`]))),
    ...reductions,
  ];
  const assumes = [
    `Chance alone decided which variation each ${unit} got.`,
    `What one ${unit} was shown does not change what another does.`,
    'Outcomes were counted in the same way in every variation.',
    ...(all.some(({ inference }) => inference === 'fixed') ? ['Nobody ended the test because of how it looked.'] : []),
  ];
  return section(
    'How do we know?',
    html`<div class="how">
<p>If chance put every ${unit} into its variation, the groups differ only in what they were shown. We compare them and draw the range of differences that the data cannot rule out.</p>
<h3>Method</h3>${list(methods)}
<h3>It assumes</h3>${list(assumes)}
${answer.notes.length > 0 && html`<h3>What was taken for granted here</h3>${list(answer.notes.map(clause))}`}
${command && html`<h3>The command</h3><pre tabindex="0">${command}</pre>`}
</div>`,
    [],
  );
}
