import type { ResolutionRule, TestAnswer } from '@dandelion-loop/contract';
import { numbers as shown } from '@dandelion-loop/wording';
import { type ReadTest, readTest, type TestNumbers, wholeVerdict } from './told-numbers.ts';

/** What the answer of a test says of a claim. Pure, but for the condition, which the engine is asked. */

export type Judgement =
  /** It turned out. */
  | { state: 'true' | 'false'; reason: string; numbers: Record<string, number | string | null>; query: string }
  /** It may still turn out: the test does not settle it as it is now. */
  | { waits: string }
  /** It cannot: the rule does not fit the test. */
  | { blocked: string };

export type TestRule = Extract<ResolutionRule, { by: 'experiment' | 'metric' | 'condition' }>;

/** Whether a condition holds for the numbers; a sentence where it cannot be told. */
export type HoldsFor = (condition: string, numbers: TestNumbers) => Promise<boolean | string>;

const compare: Record<string, (a: number, b: number) => boolean> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

const verdictWords: Record<string, string> = {
  ...{ won: 'was won', lost: 'was lost', 'no-difference': 'showed no difference worth having' },
  ...{ inconclusive: 'is inconclusive', invalid: 'is invalid' },
};

const stateOf = (holds: boolean): 'true' | 'false' => (holds ? 'true' : 'false');
const invalid = { waits: 'The test is invalid: its numbers are not to be read.' };

function byVerdict(rule: Extract<TestRule, { by: 'experiment' }>, answer: TestAnswer): Judgement {
  const whole = rule.metric === null && rule.variation === null;
  const read = whole ? { verdict: wholeVerdict(answer), numbers: {} } : readTest(answer, rule);
  if (typeof read === 'string') return { blocked: read };
  const { verdict } = read;
  const said = `The test ${verdictWords[verdict] ?? verdict}.`;
  if (verdict === 'inconclusive' || verdict === 'invalid') return { waits: said };
  return {
    state: stateOf(verdict === rule.expects),
    reason: said,
    numbers: { ...read.numbers, testVerdict: wholeVerdict(answer) },
    query: `verdict == "${rule.expects}"`,
  };
}

const amount = (value: number): string => shown.fixed(value, 4).replace(/\.?0+$/, '');

function rangeWords(low: number | null, high: number | null): string {
  if (low === null) return high === null ? 'no bounds' : `${amount(high)} or less`;
  return high === null ? `${amount(low)} or more` : `${amount(low)} to ${amount(high)}`;
}

function byNumber(rule: Extract<TestRule, { by: 'metric' }>, read: ReadTest): Judgement {
  const { measure, operator, threshold, reading } = rule;
  const value = read.numbers[measure];
  if (value === null) return { blocked: `The test has no ${measure} of “${read.metric}” for “${read.variation}”.` };
  const holds = compare[operator]!;
  const numbers = { ...read.numbers, threshold };
  const settled = (state: boolean, reason: string, query: string): Judgement => ({
    ...{ state: stateOf(state), numbers, query },
    reason: `The ${measure} of “${read.metric}” for “${read.variation}” is ${amount(value)}${reason}.`,
  });
  if (measure === 'value' || reading === 'estimate') {
    return settled(holds(value, threshold), '', `${measure} ${operator} ${threshold}`);
  }
  const { [`${measure}Low` as const]: low, [`${measure}High` as const]: high } = read.numbers;
  // Where one end decides, the other may be open: a difference that is surely above needs no upper limit.
  const [least, most] = [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
  const ends = [holds(least, threshold), holds(most, threshold)];
  const between = ` (${rangeWords(low, high)})`;
  if (ends[0] !== ends[1]) {
    return { waits: `The interval of the ${measure}${between} leaves both sides of ${amount(threshold)} open.` };
  }
  const end = operator.startsWith('>') === ends[0] ? 'Low' : 'High';
  return settled(ends[0]!, between, `${measure}${end} ${operator} ${threshold}`);
}

/** @param holdsFor asked only by a condition */
export async function judgeRule(rule: TestRule, answer: TestAnswer, holdsFor: HoldsFor): Promise<Judgement> {
  if (rule.by === 'experiment') return byVerdict(rule, answer);
  const read = readTest(answer, rule);
  if (typeof read === 'string') return { blocked: read };
  if (read.verdict === 'invalid') return invalid;
  if (rule.by === 'metric') return byNumber(rule, read);
  const holds = await holdsFor(rule.condition, read.numbers);
  if (typeof holds === 'string') return { blocked: holds };
  return {
    state: stateOf(holds),
    reason: `The condition ${holds ? 'holds' : 'does not hold'} for “${read.variation}” on “${read.metric}”.`,
    numbers: { ...read.numbers },
    query: rule.condition,
  };
}
