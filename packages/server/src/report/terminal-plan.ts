import type { OutcomeAnswer, PlanAnswer, PlanDocument, PlanRemoval } from '@dandelion-loop/contract';
import { concentrationSentence } from '@dandelion-loop/portfolio';
import { numbers } from '@dandelion-loop/wording';
import {
  label,
  nameCell,
  padEnd,
  padStart,
  type Terminal,
  type TerminalOptions,
  terminalOf,
  wrapQuiet,
  wrapText,
} from './terminal-layout.ts';

/** A plan as text for a terminal: the chance first, sentences, then what breaks it, budget, caps. */

/** Of each table; the JSON has all. */
const mostRows = 12;
const mostOutcomes = 20;

/** A chance in a column: never rounded into certainty. */
function percent(probability: number, exact: boolean): string {
  if (exact && (probability === 0 || probability === 1)) return `${probability * 100}%`;
  if (probability > 0.995) return '>99%';
  return probability < 0.005 ? '<1%' : `${numbers.fixed(probability * 100, 0)}%`;
}

const points = (drop: number): string => {
  const rounded = Math.round(-drop * 100);
  return rounded === 0 ? '0' : numbers.fixed(rounded, 0, true);
};

const value = (given: number): string =>
  numbers.fixed(given, Math.abs(given) >= 100 || Number.isInteger(given) ? 0 : 1);

function kindWord({ kind, domainKind }: PlanRemoval): string {
  return kind === 'bet' ? 'bet' : (domainKind ?? 'domain');
}

function removalLines(terminal: Terminal, { without, importance, method }: OutcomeAnswer): string[] {
  const name = Math.max(20, terminal.width - 50);
  const exact = method === 'exact';
  const criticality = new Map(importance.map((one) => [one.bet, one.criticality]));
  const shown = without.slice(0, mostRows);
  const row = (one: PlanRemoval): string => {
    const found = one.kind === 'bet' ? (criticality.get(one.name) ?? null) : null;
    return [
      `  ${nameCell(one.name, name)} ${padEnd(kindWord(one), 11)}`,
      padStart(percent(one.probability, exact), 9),
      padStart(points(one.drop), 9),
      padStart(found === null ? '' : numbers.fixed(found, 2), 13),
    ].join('');
  };
  const head = `  ${padEnd('Without', name)} ${padEnd('', 11)}${padStart('chance', 9)}${padStart('points', 9)}${padStart('criticality', 13)}`;
  const more = without.length - shown.length;
  return [
    terminal.paint('quiet', head),
    ...shown.map(row),
    ...(more > 0 ? [terminal.paint('quiet', `  and ${numbers.count(more)} that matter less: see --json`)] : []),
    ...wrapQuiet(
      terminal,
      'Criticality: how likely it is that the bet failed and that this mattered, once the target is missed.',
      '  ',
    ),
  ];
}

function methodWords({ method, draws, standardError }: OutcomeAnswer): string {
  if (method === 'exact') return 'Exact: every joint failure was gone through.';
  return `${numbers.count(draws)} simulated draws; the chance is within ${numbers.fixed(196 * (standardError ?? 0), 1)} points in 19 of 20 cases.`;
}

function outcomeLines(terminal: Terminal, outcome: OutcomeAnswer): string[] {
  const { quantiles, concentration, singlePoints, mean, shortfall } = outcome;
  const figures = `Baseline ${value(outcome.baseline)}, target ${value(outcome.target)}, mean ${value(mean)}. Half of all cases end between ${value(quantiles.p25)} and ${value(quantiles.p75)}. The worst tenth misses by ${value(shortfall.worstTenth)} on average.`;
  const spread =
    concentration === null
      ? []
      : wrapQuiet(
          terminal,
          concentrationSentence({
            ...concentration,
            largest: { ...concentration.largest, bet: label(concentration.largest.bet) },
          }),
          '  ',
        );
  return [
    '',
    ...wrapText(terminal, outcome.sentence).map((line) => terminal.paint('strong', line)),
    ...singlePoints.slice(0, 5).flatMap(({ sentence }) => wrapText(terminal, sentence, '  ', '    ')),
    ...(singlePoints.length > 0 || outcome.without.length === 0
      ? []
      : wrapText(terminal, 'No single bet or domain decides it.', '  ')),
    ...wrapQuiet(terminal, figures, '  '),
    ...spread,
    ...wrapQuiet(terminal, methodWords(outcome), '  '),
    ...(outcome.without.length === 0 ? [] : ['', ...removalLines(terminal, outcome)]),
  ];
}

function togetherLines(terminal: Terminal, { together }: PlanAnswer): string[] {
  if (together === null) return [];
  const parts = together.parts.map(({ name }) => `“${label(name)}”`).join(', ');
  const name = Math.max(20, terminal.width - 30);
  return [
    '',
    ...wrapText(terminal, `Without ${parts}${together.parts.length > 1 ? ', all at once' : ''}`).map((line) =>
      terminal.paint('strong', line),
    ),
    ...together.outcomes.map(
      (one) =>
        `  ${nameCell(one.name, name)}${padStart(percent(one.probability, false), 9)}${padStart(points(one.drop), 9)}`,
    ),
  ];
}

function budgetLines(terminal: Terminal, answer: PlanAnswer): string[] {
  const { failureBudget } = answer;
  if (failureBudget === null) return [];
  const { alerts, sentence, windows, burnRate, exhaustedOn, notCounted } = failureBudget;
  const rate = (given: number | null) => (given === null ? numbers.dash : numbers.fixed(given, 1));
  const names = { period: 'whole period', 'four-weeks': 'last four weeks', week: 'last week' };
  const others = alerts.map((alert) => alert.sentence).filter((one) => one !== sentence);
  return [
    '',
    terminal.paint('strong', 'Failure budget'),
    ...[sentence, ...others].flatMap((one) => wrapText(terminal, one, '  ')),
    ...(exhaustedOn === null || exhaustedOn <= answer.on
      ? []
      : wrapText(terminal, `At this pace it is used up on ${exhaustedOn}.`, '  ')),
    ...(burnRate === null
      ? []
      : [
          terminal.paint('quiet', `  ${padEnd('Pace (1 is even)', 18)}${padStart('bets', 8)}${padStart('money', 8)}`),
          ...windows.map(
            ({ window, betsRate, moneyRate }) =>
              `  ${padEnd(names[window], 18)}${padStart(rate(betsRate), 8)}${padStart(rate(moneyRate), 8)}`,
          ),
        ]),
    ...notCounted
      .slice(0, 5)
      .flatMap(({ bet, reason }) =>
        wrapQuiet(terminal, `“${label(bet)}” does not count as a failure: ${reason}`, '  '),
      ),
  ];
}

function capLines(terminal: Terminal, { caps }: PlanAnswer): string[] {
  if (caps.length === 0) return [];
  const over = caps.filter(({ verdict }) => verdict === 'over');
  const within = caps.length - over.length;
  return [
    '',
    terminal.paint('strong', 'Caps'),
    ...over.flatMap(({ sentence }) =>
      wrapText(terminal, sentence, '  ', '    ').map((line) => terminal.paint('warning', line)),
    ),
    ...(within > 0 ? [`  ${numbers.counted(within, 'domain is', 'domains are')} within the cap.`] : []),
  ];
}

export function renderPlan(plan: PlanDocument, answer: PlanAnswer, options: TerminalOptions): string {
  const terminal = terminalOf(options);
  const { from, to } = plan.period;
  const title = `${plan.name === undefined ? 'The plan' : label(plan.name)}: ${numbers.counted(plan.bets.length, 'bet')}, ${numbers.counted(plan.domains.length, 'domain')}, ${from} to ${to}`;
  const more = answer.outcomes.length - mostOutcomes;
  return terminal.finish([
    ...wrapQuiet(terminal, title),
    ...answer.outcomes.slice(0, mostOutcomes).flatMap((outcome) => outcomeLines(terminal, outcome)),
    ...(more > 0 ? ['', terminal.paint('quiet', `And ${numbers.counted(more, 'outcome')} more: see --json`)] : []),
    ...togetherLines(terminal, answer),
    ...budgetLines(terminal, answer),
    ...capLines(terminal, answer),
    ...(answer.notes.length === 0 ? [] : ['']),
    ...answer.notes.flatMap((note) => wrapQuiet(terminal, note)),
  ]);
}
