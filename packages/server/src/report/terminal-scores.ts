import type { BeliefScore, BeliefScores } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import {
  nameCell,
  padEnd,
  padStart,
  type Terminal,
  type TerminalOptions,
  terminalOf,
  wrapQuiet,
  wrapText,
} from './terminal-layout.ts';

/** How good forecasts were, as text for a terminal: sentences first, numbers after. */

const percent = (value: number): string => `${numbers.fixed(value * 100, 0)}%`;
const score = (value: number | null): string => (value === null ? numbers.dash : numbers.fixed(value, 3));

/** Of each of the first so many; the JSON has all. */
const mostRows = 30;
const mostSentences = 8;

function skillWords({ skill, brier }: BeliefScore): string {
  if (skill === null || brier === null) return '';
  const against = 'always saying how often it happens on the whole';
  if (Math.abs(skill) < 0.005) return `As good as ${against} (Brier score ${score(brier)}).`;
  const share = percent(Math.abs(skill));
  return skill > 0
    ? `${share} better than ${against} (Brier score ${score(brier)}; 0 is perfect).`
    : `${share} worse than ${against} (Brier score ${score(brier)}; 0 is perfect).`;
}

function toldWords({ discrimination: auc, discriminationLow: low, discriminationHigh: high }: BeliefScore): string {
  if (auc === null) return '';
  const chance = `What happened had been given more than what did not in ${percent(auc)} of pairs`;
  const sure = low !== null && high !== null && (low > 0.5 || high < 0.5);
  return `${chance}; 50% is a coin${sure ? '' : ', and chance alone could make that'}.`;
}

function calibrationLines(terminal: Terminal, { calibration }: BeliefScore): string[] {
  const rows = calibration.map(({ from, to, n, meanForecast, observed, low, high }) =>
    [
      padEnd(`  ${numbers.fixed(from * 100, 0)} to ${percent(to)}`, 15),
      padStart(numbers.count(n), 9),
      padStart(percent(meanForecast), 10),
      padStart(percent(observed), 10),
      `   ${percent(low)} to ${percent(high)}`,
    ].join(''),
  );
  const head = `${padEnd('  Said', 15)}${padStart('forecasts', 9)}${padStart('mean', 10)}${padStart('happened', 10)}   95% interval`;
  return [terminal.paint('strong', 'What was said and what happened'), terminal.paint('quiet', head), ...rows];
}

type Named = BeliefScore & { name: string };

function tableLines(terminal: Terminal, title: string, all: readonly Named[]): string[] {
  if (all.length === 0) return [];
  const name = Math.max(14, Math.min(30, terminal.width - 48));
  const line = (cells: readonly string[]) => cells.map((cell) => padStart(cell, 11)).join('');
  const head = `  ${padEnd('', name)}${line(['forecasts', 'Brier', 'drawn in', 'told apart'])}`;
  const rows = all
    .slice(0, mostRows)
    .map(
      (one) =>
        `  ${nameCell(one.name, name)}${line([numbers.count(one.n), score(one.brier), score(one.shrunkenBrier), one.discrimination === null ? numbers.dash : percent(one.discrimination)])}`,
    );
  const more = all.length - rows.length;
  return [
    '',
    terminal.paint('strong', title),
    terminal.paint('quiet', head),
    ...rows,
    ...(more > 0 ? [terminal.paint('quiet', `  and ${numbers.count(more)} more: see --json`)] : []),
  ];
}

const named = <Key extends 'member' | 'topic'>(key: Key, of: readonly (BeliefScore & Record<Key, string>)[]): Named[] =>
  of.map((one) => ({ ...one, name: one[key] }));

export function renderScores({ overall, members, topics, notes }: BeliefScores, options: TerminalOptions): string {
  const terminal = terminalOf(options);
  const sentences = [overall.sentence, skillWords(overall), toldWords(overall)].filter((one) => one !== '');
  const byMember = members.filter(({ n }) => n >= 10).map(({ sentence }) => sentence);
  return terminal.finish([
    ...sentences.flatMap((sentence) => wrapText(terminal, sentence)),
    ...(byMember.length === 0 ? [] : ['']),
    ...byMember.slice(0, mostSentences).flatMap((sentence) => wrapText(terminal, sentence, '  ', '    ')),
    '',
    ...calibrationLines(terminal, overall),
    ...tableLines(terminal, 'Members, by name', named('member', members)),
    ...tableLines(terminal, 'Topics', named('topic', topics)),
    '',
    ...wrapQuiet(
      terminal,
      `Brier score ${score(overall.brier)} = reliability ${score(overall.reliability)} − resolution ${score(overall.resolution)} + uncertainty ${score(overall.uncertainty)}. Log score ${score(overall.logScore)}. Recalibration: intercept ${score(overall.intercept)}, slope ${score(overall.slope)} (1 is as sure as it should be).`,
    ),
    ...(members.length > 1 || topics.length > 1
      ? wrapQuiet(
          terminal,
          '“Drawn in” is the Brier score drawn towards the mean of all, the more the fewer forecasts there are.',
        )
      : []),
    ...notes.flatMap((note) => wrapQuiet(terminal, note)),
  ]);
}
