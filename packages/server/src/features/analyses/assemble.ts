import type {
  HealthCheck,
  Interaction,
  Metric,
  NamedTestAnswer,
  Segment,
  Source,
  TestAnswer,
} from '@dandelion-loop/contract';
import { interactionTest } from '@dandelion-loop/stats';
import { choiceName, type Door, numbers } from '@dandelion-loop/wording';
import { adjustFamily, answerMetrics, type GroupAnswer, type VariationMoments } from './answer.ts';
import type { Arm } from './arms.sql.ts';
import { checkHealth, type HealthInput, healthOf, type Outliers } from './health.ts';
import type { InferenceRequest, MetricPlan } from './request.ts';

/** From the groups of a file to answers: source, health, metrics, segments. Pure. */

export interface AssembleInput {
  plans: readonly MetricPlan[];
  request: InferenceRequest;
  control: string | null;
  split: ReadonlyMap<string, number> | null;
  /** What a unit is, in words. */
  unit: string;
  door: Door;
  notes: readonly string[];
}

/** What the file says of one test beside its groups. */
export interface TestFacts {
  crossovers: HealthInput['crossovers'];
  combined: HealthInput['combined'];
  withoutVariation: number;
  withoutUnit: number;
  outliers: readonly (Outliers | null)[];
}

/** By name, as people count: 2 before 10; the control first. */
function inOrder(arms: readonly Arm[], control: string | null): Arm[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return arms.toSorted(
    (a, b) =>
      Number(b.variation === control) - Number(a.variation === control) || collator.compare(a.variation, b.variation),
  );
}

const toMoments = ({ variation, metrics }: Arm): VariationMoments => ({
  variation,
  metrics: metrics.map(({ moments }) => moments),
});

/**
 * The metric whose units stand for the randomised ones: with rows that hold many units, the one with the most trials,
 * since later steps (opened, clicked) are outcomes themselves. Null: the rows are units.
 */
function basisOf(plans: readonly MetricPlan[], arms: readonly Arm[]): number | null {
  const aggregated = plans.flatMap((plan, i) => (plan.aggregated ? [i] : []));
  const trials = (i: number) => arms.reduce((sum, { metrics }) => sum + metrics[i]!.moments.n, 0);
  return aggregated.length === 0 ? null : aggregated.reduce((a, b) => (trials(b) > trials(a) ? b : a));
}

function sourceOf(arms: readonly Arm[], { plans, split, unit }: AssembleInput): Source {
  const basis = basisOf(plans, arms);
  const units = arms.map((arm) => (basis === null ? arm.units : arm.metrics[basis]!.moments.n));
  const total = units.reduce((a, b) => a + b, 0);
  const weights = arms.map(({ variation }) => split?.get(variation) ?? 1);
  const totalWeight = weights.reduce((a, b) => a + b, 0);
  return {
    rows: arms.reduce((sum, { rows }) => sum + rows, 0),
    units: total,
    unit: basis === null ? unit : plans[basis]!.denominator!,
    split: split === null ? 'assumed-equal' : 'given',
    variations: arms.map(({ variation }, i) => ({
      name: variation,
      units: units[i]!,
      share: total === 0 ? 0 : units[i]! / total,
      planned: weights[i]! / totalWeight,
    })),
  };
}

function healthInput(
  arms: readonly Arm[],
  source: Source,
  facts: TestFacts,
  { plans, door }: AssembleInput,
): HealthInput {
  return {
    variations: source.variations,
    // With a unit column its name would read as a word: "50,000 customer_id fit".
    unit: facts.combined === null ? source.unit : 'units',
    splitGiven: source.split === 'given',
    door,
    crossovers: facts.crossovers,
    combined: facts.combined,
    withoutVariation: facts.withoutVariation,
    withoutUnit: facts.withoutUnit,
    metrics: plans.map((plan, i) => ({
      name: plan.name,
      kind: plan.kind,
      cell: plan.aggregated ? ('row' as const) : ('unit' as const),
      outliers: facts.outliers[i] ?? null,
      arms: arms.map(({ variation, metrics, units: cells }) => {
        const { moments, missing } = metrics[i]!;
        return { variation, units: moments.n, mean: moments.means[0] ?? 0, cells, missing };
      }),
    })),
  };
}

/** What is particular about the variations of this test. */
function ownNotes(arms: readonly Arm[], { control, plans }: AssembleInput): string[] {
  const notes: string[] = [];
  if (arms.length < 2) notes.push('This test has only one variation, so there is nothing to compare.');
  else if (control !== null && arms[0]?.variation !== control) {
    notes.push(`Nobody of this test was in “${control}”, so each variation is compared with the others together.`);
  }
  const basis = basisOf(plans, arms);
  if (basis !== null && new Set(plans.map(({ denominator }) => denominator)).size > 1) {
    notes.push(
      `Whether the split is as planned was judged by “${plans[basis]!.denominator}”, the largest denominator.`,
    );
  }
  return notes;
}

/** The answer of one test, without segments. */
export function assembleTest(unordered: readonly Arm[], facts: TestFacts, input: AssembleInput): TestAnswer {
  const arms = inOrder(unordered, input.control);
  const source = sourceOf(arms, input);
  const health = checkHealth(healthInput(arms, source, facts, input));
  const [answer] = answerMetrics([{ ...input, variations: arms.map(toMoments), health: health.verdict }]);
  const notes = [...input.notes, ...ownNotes(arms, input)];
  return { source, health, metrics: answer!.metrics, segments: [], notes };
}

/** Adds the checks that only many tests together can make; a result of an invalid test is not read. */
export function withChecks(answer: NamedTestAnswer, extra: HealthCheck[]): NamedTestAnswer {
  return { ...answer, health: healthOf([...answer.health.checks, ...extra]) };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** The groups of each test of the file, in the order of their names. */
export const byTest = (arms: readonly Arm[]): Map<string, Arm[]> => groupBy(arms, ({ test }) => test);

type Draft = Omit<Interaction, 'adjustedPValue'> & { hypothesis: string };

/** Do the groups of a column differ in their effects? Cochran's Q for every comparison. */
function interactionsOf(column: string, groups: readonly GroupAnswer[], metrics: readonly Metric[]): Draft[] {
  return metrics.flatMap((metric, m) =>
    metric.comparisons.map(({ variation, control }, c) => {
      const effects = groups.map((group) => group.effects[m]![c]!);
      const pValue = interactionTest(effects)?.pValue ?? null;
      const few = 'fewer than two groups have enough data.';
      const reasons: Record<string, string> = pValue === null ? { pValue: few, adjustedPValue: few } : {};
      if (control === null) reasons.control = 'no control was named, so this is against all other variations together.';
      return {
        metric: metric.name,
        variation,
        control,
        pValue,
        reasons,
        hypothesis: `${column}\n${effects[0]?.hypothesis}`,
      };
    }),
  );
}

export interface SegmentGroups {
  column: string;
  arms: readonly Arm[];
}

/** The segments of a test: the same verdict for each value, and whether the values differ. */
export function assembleSegments(
  columns: readonly SegmentGroups[],
  answer: TestAnswer,
  input: AssembleInput,
): Segment[] {
  const variations = answer.source.variations.map(({ name }) => name);
  const drafts = columns.map(({ column, arms }) => {
    const collator = new Intl.Collator('en', { numeric: true });
    const groups = [...groupBy(arms, ({ segment }) => segment)].sort(([a], [b]) => collator.compare(a, b));
    const complete = groups.map(([value, members]) => ({
      value,
      arms: variations.map(
        (name) => members.find(({ variation }) => variation === name) ?? emptyArm(name, input.plans),
      ),
    }));
    const answers = answerMetrics(
      complete.map(({ arms: own }) => ({ ...input, variations: own.map(toMoments), health: answer.health.verdict })),
    );
    const basis = basisOf(input.plans, arms);
    const values = complete.map(({ value, arms: own }, i) => ({
      value,
      units: own.reduce((sum, arm) => sum + (basis === null ? arm.units : arm.metrics[basis]!.moments.n), 0),
      metrics: answers[i]!.metrics,
    }));
    return { column, values, interactions: interactionsOf(column, answers, answer.metrics) };
  });
  // Over all columns, metrics and variations; the two sides of one comparison count once.
  const adjusted = adjustFamily(drafts.flatMap(({ interactions }) => interactions));
  let next = 0;
  return drafts.map(({ column, values, interactions }) => ({
    column,
    values,
    interactions: interactions.map(({ hypothesis: _, ...interaction }) => ({
      ...interaction,
      adjustedPValue: adjusted[next++] ?? null,
    })),
  }));
}

/** A variation that nobody of a segment saw: present, with nothing to say. */
function emptyArm(variation: string, plans: readonly MetricPlan[]): Arm {
  const metrics = plans.map((plan) => {
    const size = (plan.denominator !== null && !plan.aggregated ? 2 : 1) + (plan.covariate === null ? 0 : 1);
    const zeros = Array.from({ length: size }, () => 0);
    return { moments: { n: 0, means: zeros, covariances: zeros.map(() => zeros) }, missing: 0 };
  });
  return { test: '', segment: '', variation, period: '', units: 0, rows: 0, metrics };
}

/** One line on what a sequential analysis does not cover. */
export const segmentsNote =
  'Whether segments differ is tested as if looked at once; only the comparisons hold at every look.';

/** One line on the size of a file that was narrowed by a condition. */
export const whereNote = (rows: number, fileRows: number, door: Door) =>
  `${numbers.count(rows)} of ${numbers.count(fileRows)} rows fit ${choiceName(door, 'where')}; the others were not looked at.`;

export const equalSplitNote = (door: Door) =>
  `An equal split between the variations was assumed; ${choiceName(door, 'split')} names another.`;
