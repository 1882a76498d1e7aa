import type { Span } from './coder.ts';

/** Where an expression (flag g) matches. */
export const spansOf = (text: string, expression: RegExp): Span[] =>
  [...text.matchAll(expression)].map(({ 0: found, index }) => ({ from: index, to: index + found.length }));
