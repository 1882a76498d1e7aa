import type { TestAnswer, Why } from '@dandelion-loop/contract';
import { factorialCells } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import type { PersonRows } from '../../kernel/person-rows.ts';
import { type LevelArm, readLevels } from './arms.sql.ts';
import { type FunnelArms, readFunnels } from './funnel.sql.ts';
import type { InferenceRequest, MetricPlan, WhyRequest } from './request.ts';
import { factorialInput, type LevelCells, levelCells } from './why-cells.ts';
import { estimateOf, findingsOf } from './why-effects.ts';
import { analysisAtEveryLook } from './why-every-look.ts';
import { funnelsOf, planFunnel } from './why-funnel.ts';

/** What made the difference, within one test: from the units to the `why` of an answer. */

/** As many effects and interactions of one metric can be computed together. */
const mostFindings = 800;

interface WhyInput {
  plans: readonly MetricPlan[];
  request: InferenceRequest;
  control: string | null;
}

/** What is added to the answer of a test. */
export type WhyOf = (test: string, answer: TestAnswer) => { why?: Why };

const onceNote =
  'What made the difference has intervals and p-values of one look at the end: it has no chance to win and no expected loss.';

const lookNote = (plannedUnits: number) =>
  `What made the difference holds at every look, as the comparisons do; its intervals are tightest at ${numbers.count(plannedUnits)} units.`;

/** What is to be known of how the answer was inferred. */
function inferenceNotes({ inference, plannedUnits }: InferenceRequest): string[] {
  if (inference === 'fixed') return [];
  return [inference === 'sequential' ? lookNote(plannedUnits) : onceNote];
}

function findings({ attributes }: LevelCells): number {
  const extra = attributes.map(({ levels }) => levels.length - 1);
  const pairs = extra.flatMap((a, i) => extra.slice(i + 1).map((b) => a * b));
  return [...extra, ...pairs].reduce((sum, count) => sum + count, 0);
}

interface Assembled {
  arms: readonly LevelArm[];
  asked: WhyRequest;
  answer: TestAnswer;
  input: WhyInput;
}

/** The part of the attributes; all of it is empty where none was named. */
function attributesOf({ arms, asked, answer, input }: Assembled): Omit<Why, 'funnel'> {
  const { plans, request, control } = input;
  const found = levelCells(arms, { names: asked.attributes, plans, control });
  const { attributes, cells } = found;
  const notes = [...found.notes];
  const base = {
    inference: request.inference === 'sequential' ? ('sequential' as const) : ('fixed' as const),
    weights: asked.weights,
    attributes,
    aliases: [],
    effects: [],
    interactions: [],
    pairs: [],
    cells: [],
    notes,
  };
  if (attributes.length === 0) return { design: null, ...base };
  if (findings(found) > mostFindings) {
    notes.push(
      `${numbers.count(findings(found))} effects and interactions cannot be looked at together, at most ${mostFindings}. Name fewer attributes, or group their levels.`,
    );
    return { design: null, ...base };
  }
  const carriers = (attribute: string, level: string) => {
    const at = attributes.findIndex(({ name }) => name === attribute);
    return new Set(cells.flatMap((cell) => (cell.levels[at] === level ? cell.variations : []))).size;
  };
  const levelNames = attributes.map(({ name, levels }) => ({ name, levels: levels.map((level) => level.name) }));
  const analyses = plans.map((plan, i) => {
    const once = factorialCells(levelNames, factorialInput(plan, i, found), {
      weights: asked.weights,
      level: request.level,
    });
    return request.inference === 'sequential' ? analysisAtEveryLook(once, plan, request) : once;
  });
  const all = plans.map((plan, i) =>
    findingsOf({ plan, analysis: analyses[i]!, attributes, health: answer.health.verdict, request, carriers }),
  );
  const corrected = Math.max(...analyses.map((analysis) => analysis.corrected));
  if (corrected > 0) {
    notes.push(
      `In ${numbers.counted(corrected, 'combination')} nobody, or everybody, did it; half an event was added there for the log-odds.`,
    );
  }
  return {
    ...base,
    design: analyses[0]!.design,
    aliases: analyses[0]!.aliases.map((alias) => ({
      effect: [...alias.effect],
      with: alias.with.map((name) => [...name]),
    })),
    effects: all.flatMap(({ effects }) => effects),
    interactions: all.flatMap(({ interactions }) => interactions),
    pairs: all.flatMap(({ pairs }) => pairs),
    cells: cells.map(({ levels, variations, units, metrics }) => {
      const key = levels.map((level, at) => levelNames[at]!.levels.indexOf(level)).join(' ');
      return {
        ...{ levels: [...levels], variations: [...variations], units },
        metrics: plans.map((plan, i) => ({
          metric: plan.name,
          units: metrics[i]!.n,
          mean: estimateOf(analyses[i]!.cells.find((cell) => cell.levels.join(' ') === key)?.mean ?? null),
        })),
      };
    }),
  };
}

/** Reads what the attributes and the funnel of each test need, in a pass each; gives the part of an answer that says why. */
export async function readWhy(
  engine: Engine,
  units: PersonRows,
  input: WhyInput,
  { why: asked }: { why?: WhyRequest | undefined },
): Promise<WhyOf> {
  if (asked === undefined) return () => ({});
  const plan = planFunnel(asked.funnel, input.plans);
  if (asked.attributes.length === 0 && plan === null) return () => ({});
  const arms = new Map<string, LevelArm[]>();
  if (asked.attributes.length > 0) {
    for (const arm of await readLevels(engine, units, input.plans, asked.attributes.length)) {
      const of = arms.get(arm.test);
      if (of) of.push(arm);
      else arms.set(arm.test, [arm]);
    }
  }
  const funnels: Map<string, FunnelArms> = plan === null ? new Map() : await readFunnels(engine, units, plan);
  return (test, answer) => {
    const why = attributesOf({ arms: arms.get(test) ?? [], asked, answer, input });
    const counts = funnels.get(test);
    const { funnel, notes } =
      plan === null || counts === undefined
        ? { funnel: [], notes: [] }
        : funnelsOf(plan, counts, answer, input.request, asked.funnel.length > 0);
    if (asked.attributes.length === 0 && funnel.length === 0 && notes.length === 0) return {};
    const said = why.effects.length + funnel.length > 0 ? inferenceNotes(input.request) : [];
    return { why: { ...why, notes: [...why.notes, ...notes, ...said], ...(funnel.length > 0 && { funnel }) } };
  };
}
