/** How an answer looks: text for a terminal, one self-contained page for people. */
export { terminalText } from './names.ts';
export { renderHtml, renderHtmlMany } from './page.ts';
export { type PageAssets, readPageAssets } from './page-assets.ts';
export type { PageOptions } from './page-shell.ts';
export { type AnswerOptions, renderTerminal } from './terminal.ts';
export { renderTerminalMany } from './terminal-many.ts';
