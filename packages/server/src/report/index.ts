/** How an answer looks: text for a terminal, one self-contained page for people. */

export { renderHtml, renderHtmlMany } from './page.ts';
export { renderTerminal } from './terminal.ts';
export { renderTerminalLearnings } from './terminal-learnings.ts';
export { renderTerminalMany } from './terminal-many.ts';
export { terminalText } from './terminal-names.ts';
export { renderPlan } from './terminal-plan.ts';
export { renderScores } from './terminal-scores.ts';
