import { pageText } from '@dandelion-loop/wording';

/** Markup that is safe to send. Only `html` and `trusted` make it, so that no text of the data can become markup. */
export interface Markup {
  readonly markup: string;
}

export type Content = string | number | Markup | null | undefined | false | readonly Content[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text for an element or a quoted attribute. "p = 0.03" stays on one line. */
export function escaped(text: string): string {
  return pageText(text)
    .replace(/\bp ([<=>]) (?=\d)/g, 'p\u00a0$1\u00a0')
    .replace(/[&<>"'`]/g, (char) => entities[char] ?? '');
}

function shown(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return Number.isFinite(content) ? String(content) : '';
  if ('markup' in content) return content.markup;
  return content.map(shown).join('');
}

/** A template whose values are escaped. Attributes must be quoted in the template. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { markup: String.raw({ raw: strings }, ...values.map(shown)) };
}

/** Markup or style sheets of our own files. Never for anything that came from the data. */
export const trusted = (markup: string): Markup => ({ markup });
