import type { AgendaItem, AgendaOption, FailureBudgetAnswer, Outcome, OutcomeAnswer } from '@dandelion-loop/contract';
import { inHundred, moneyText, valueText } from '@dandelion-loop/portfolio';
import { numbers } from '@dandelion-loop/wording';
import { dayText } from '../../kernel/day-text.ts';
import { type EvidenceSource, firstOf, newWords, option, toldBefore } from '../../kernel/evidence-source.ts';
import { type CarriesTooMuch, carriesTooMuch } from './carries-too-much.ts';
import type { CurrentPlan } from './service.ts';

/** What is computed of the plan of today, for the blocks `outcomes`, `failure-budget` and `domains`. */

export interface PlanEvidenceParts {
  current(): Promise<CurrentPlan | null>;
  outcomes(plan: CurrentPlan): Promise<Outcome[]>;
}

/** What there is to decide of an outcome that will rather be missed. */
const ofOutcome: readonly AgendaOption[] = [
  option('Place another bet towards it', 'More small bets carry it further than one big one.'),
  option('Go on as planned', 'The bets that run may still bring it there.'),
  option('Change its target or its day', 'It was agreed before: say why.', true),
];
/** Of a failure budget that is not on track. */
const ofBudget: Record<'under-used' | 'over-used', readonly AgendaOption[]> = {
  'under-used': [
    option('Place bolder bets', 'What may fail and does not is learned by nobody.'),
    option('Leave it', 'The bets that are planned are bold enough: say why.', true),
  ],
  'over-used': [
    option('Start nothing new until others have ended', 'What is left has to last for the period.'),
    option('Make the budget larger', 'It was agreed before: say why.', true),
  ],
};
/** Of what carries too much. */
const ofTooMuch: Record<CarriesTooMuch['why'], readonly AgendaOption[]> = {
  cap: [
    option('Take a bet off it', 'Until it is below its cap.'),
    option('Raise its cap', 'It was agreed before: say why.', true),
  ],
  point: [
    option('Add a bulkhead', 'Let one of the bets draw on something else.'),
    option('Place a bet that does not draw on it', 'So that less hangs on it.'),
    option('Accept it', 'The target is lost with it: say why that is worth it.', true),
  ],
};

const nothing = (because: string) => ({ items: [], more: 0, because });
const noPlan = () => nothing('There is no plan yet.');

/** What a source gave to remember, where it is an object. */
const fieldsOf = (remembered: unknown): Record<string, unknown> =>
  typeof remembered === 'object' && remembered !== null ? (remembered as Record<string, unknown>) : {};

/** Chances nearer than that read the same. */
const leastChange = 0.005;

interface Standing {
  outcome: Outcome;
  answer: OutcomeAnswer;
  /** At the meeting before; null: it was not told there. */
  before: number | null;
}

const changeOf = ({ answer, before }: Standing): number => (before === null ? 0 : answer.probability - before);

function trendOf(standing: Standing): string {
  const { before } = standing;
  const change = changeOf(standing);
  if (before === null) return '';
  if (Math.abs(change) < leastChange) return ' That is as at the meeting before.';
  return ` That is ${change > 0 ? 'more' : 'less'} than at the meeting before: ${inHundred(before)}.`;
}

function standOf({ current, baseline, unit, metric }: Outcome): string {
  const what = unit ?? metric;
  const began = `it began at ${valueText(baseline)}`;
  return current === null
    ? ` Nobody has said yet where it stands; ${began}.`
    : ` On ${dayText(current.on)} it stood at ${valueText(current.value)}${what === null ? '' : ` (${what})`}; ${began}.`;
}

function outcomesBecause(name: string, all: readonly Standing[]): string {
  const moved = (sign: number) => all.filter((one) => sign * changeOf(one) >= leastChange).length;
  const [worse, better] = [moved(-1), moved(1)];
  const parts = [...(worse > 0 ? [`${worse} less likely`] : []), ...(better > 0 ? [`${better} more likely`] : [])];
  const told = `“${name}” has ${numbers.counted(all.length, 'outcome')}`;
  return parts.length === 0 ? `${told}.` : `${told}, ${parts.join(' and ')} than at the meeting before.`;
}

/** What fell most first, then what is least likely. */
export function outcomeEvidence(parts: PlanEvidenceParts): EvidenceSource {
  return {
    kind: 'outcomes',
    async read({ remembered }) {
      const plan = await parts.current();
      if (plan === null) return noPlan();
      const outcomes = await parts.outcomes(plan);
      if (outcomes.length === 0) return nothing(`“${plan.view.name}” has no outcome yet.`);
      const known = fieldsOf(remembered);
      const all = outcomes.map((outcome, i): Standing => {
        const before = known[outcome.id];
        return { outcome, answer: plan.answer.outcomes[i]!, before: typeof before === 'number' ? before : null };
      });
      const falls = (one: Standing) => (changeOf(one) <= -leastChange ? changeOf(one) : 0);
      const inOrder = [...all].sort((a, b) => falls(a) - falls(b) || a.answer.probability - b.answer.probability);
      return {
        ...firstOf(
          inOrder.map(
            (one): AgendaItem => ({
              subject: { kind: 'outcome', id: one.outcome.id, name: one.outcome.name },
              sentence: `${one.answer.sentence}${trendOf(one)}${standOf(one.outcome)}`,
              page: '/plan',
              // Less than an even chance.
              ...(one.answer.probability < 0.5 && { options: [...ofOutcome] }),
            }),
          ),
        ),
        because: outcomesBecause(plan.view.name, all),
        remember: Object.fromEntries(all.map(({ outcome, answer }) => [outcome.id, answer.probability])),
      };
    },
  };
}

function budgetBecause({ verdict }: FailureBudgetAnswer, before: unknown): string {
  if (typeof before !== 'string') return `It is ${verdict}.`;
  return before === verdict
    ? `It is ${verdict}, as at the meeting before.`
    : `It is ${verdict}; at the meeting before it was ${before}.`;
}

export function failureBudgetEvidence(parts: Pick<PlanEvidenceParts, 'current'>): EvidenceSource {
  return {
    kind: 'failure-budget',
    async read({ remembered }) {
      const plan = await parts.current();
      if (plan === null) return noPlan();
      const { view, answer } = plan;
      const budget = answer.failureBudget;
      if (budget === null) return nothing(`“${view.name}” has no failure budget.`);
      const before = fieldsOf(remembered);
      const used =
        typeof before.bets === 'number' && typeof before.money === 'number'
          ? ` Since the meeting before: ${numbers.counted(budget.usedBets - before.bets, 'failed bet')}, ${moneyText(budget.usedMoney - before.money, answer.currency)}.`
          : '';
      const subject = { kind: 'plan', id: view.id, name: view.name };
      const others = budget.alerts.map(({ sentence }) => sentence).filter((one) => one !== budget.sentence);
      const options = budget.verdict === 'on track' ? {} : { options: [...ofBudget[budget.verdict]] };
      const sentences = [`${budget.sentence}${used}`, ...others];
      return {
        ...firstOf(sentences.map((sentence) => ({ subject, sentence, page: '/plan', ...options }))),
        because: budgetBecause(budget, before.verdict),
        remember: { verdict: budget.verdict, bets: budget.usedBets, money: budget.usedMoney },
      };
    },
  };
}

export function domainEvidence(parts: Pick<PlanEvidenceParts, 'current'>): EvidenceSource {
  return {
    kind: 'domains',
    async read({ remembered }) {
      const plan = await parts.current();
      if (plan === null) return noPlan();
      const before = toldBefore({ remembered });
      const found = carriesTooMuch(plan);
      const keys = (why: 'cap' | 'point') => found.filter((one) => one.why === why).map(({ key }) => key);
      const [caps, points] = [keys('cap'), keys('point')];
      const told = [
        ...(caps.length > 0
          ? [
              `${numbers.counted(caps.length, 'domain')} ${caps.length === 1 ? 'is over its cap' : 'are over their caps'}${newWords(caps, before)}`,
            ]
          : []),
        ...(points.length > 0
          ? [`${numbers.counted(points.length, 'single point', 'single points')} of failure${newWords(points, before)}`]
          : []),
      ];
      return {
        ...firstOf(
          found.map(({ why, subject, sentence }) => ({
            subject,
            sentence,
            page: '/plan',
            options: [...ofTooMuch[why]],
          })),
        ),
        because:
          told.length === 0 ? 'Nothing is over its cap, and no target hangs on one part alone.' : `${told.join('; ')}.`,
        remember: found.map(({ key }) => key),
      };
    },
  };
}
