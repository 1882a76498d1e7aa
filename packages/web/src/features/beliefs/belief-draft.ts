import type { Belief, BodyOf, createBelief, ResolutionRule } from '@dandelion-loop/contract';
import { texts } from '../../texts/beliefs.ts';

type RuleOf<By extends ResolutionRule['by']> = Extract<ResolutionRule, { by: By }>;

/** An assumption as it is typed: the fields of every kind of rule, so that changing the kind loses nothing. */
export interface BeliefDraft {
  claim: string;
  topic: string;
  hangsOn: string;
  cost: { value: number | null; text: string };
  dueOn: string | undefined;
  by: ResolutionRule['by'];
  experiment: { id: string; title: string } | null;
  metric: string;
  variation: string;
  expects: RuleOf<'experiment'>['expects'];
  measure: RuleOf<'metric'>['measure'];
  operator: RuleOf<'metric'>['operator'];
  threshold: number | null;
  reading: RuleOf<'metric'>['reading'];
  condition: string;
  /** What many tests are to tell; null: not chosen yet. */
  learning: Pick<RuleOf<'learning'>, 'attribute' | 'level' | 'metric'> | null;
  direction: RuleOf<'learning'>['direction'];
}

export const emptyDraft: BeliefDraft = {
  ...{ claim: '', topic: '', hangsOn: '', cost: { value: null, text: '' }, dueOn: undefined, by: 'hand' },
  ...{ experiment: null, metric: '', variation: '', expects: 'won', measure: 'lift', operator: '>', threshold: null },
  ...{ reading: 'interval', condition: '', learning: null, direction: 'raises' },
};

function ruleDraft(rule: ResolutionRule, title: string): Partial<BeliefDraft> {
  if (rule.by === 'hand') return {};
  if (rule.by === 'learning') {
    const { attribute, level, metric, direction } = rule;
    return { learning: { attribute, level, metric }, direction };
  }
  const { experimentId, metric, variation } = rule;
  const experiment = experimentId === null ? null : { id: experimentId, title };
  const test = { experiment, metric: metric ?? '', variation: variation ?? '' };
  if (rule.by === 'experiment') return { ...test, expects: rule.expects };
  if (rule.by === 'condition') return { ...test, condition: rule.condition };
  const { measure, operator, threshold, reading } = rule;
  return { ...test, measure, operator, threshold, reading };
}

/** An assumption as it would be typed. `title` is that of the test it names, if any. */
export function draftOf({ claim, topic, hangsOn, costIfWrong, dueOn, rule }: Belief, title: string): BeliefDraft {
  return {
    ...{ ...emptyDraft, claim, topic, hangsOn, dueOn: dueOn ?? undefined, by: rule.by },
    cost: { value: costIfWrong, text: costIfWrong === null ? '' : String(costIfWrong) },
    ...ruleDraft(rule, title),
  };
}

export type DraftFaults = Partial<Record<keyof BeliefDraft, string>>;

const missing = (text: string): boolean => text.trim() === '';

/** What keeps a draft from being written down, by field. */
export function faultsOf(draft: BeliefDraft): DraftFaults {
  const { by, cost } = draft;
  return {
    ...(missing(draft.claim) && { claim: texts.claimMissing }),
    ...(!missing(cost.text) && (cost.value === null || cost.value < 0) && { cost: texts.costBad }),
    ...(by === 'metric' && draft.threshold === null && { threshold: texts.thresholdBad }),
    ...(by === 'condition' && missing(draft.condition) && { condition: texts.conditionMissing }),
    ...(by === 'learning' && draft.learning === null && { learning: texts.learningMissing }),
  };
}

const orNull = (text: string): string | null => (missing(text) ? null : text.trim());

/** Of a draft without faults. */
function ruleOf(draft: BeliefDraft): ResolutionRule {
  const { by, learning, direction, metric } = draft;
  const test = {
    experimentId: draft.experiment?.id ?? null,
    metric: orNull(metric),
    variation: orNull(draft.variation),
  };
  switch (by) {
    case 'hand':
      return { by };
    case 'experiment':
      return { by, ...test, expects: draft.expects };
    case 'condition':
      return { by, ...test, condition: draft.condition.trim() };
    case 'learning':
      return { by, ...(learning ?? { attribute: '', level: '', metric: '' }), direction };
    case 'metric': {
      const { measure, operator, threshold, reading } = draft;
      // A value has no interval of its own in the answer of a test.
      const read = measure === 'value' ? 'estimate' : reading;
      return { by, ...test, measure, operator, threshold: threshold ?? 0, reading: read };
    }
  }
}

/** What is sent of a draft without faults. */
export const bodyOf = (draft: BeliefDraft): BodyOf<typeof createBelief> => ({
  ...{ claim: draft.claim.trim(), topic: draft.topic.trim(), hangsOn: draft.hangsOn.trim() },
  ...{ costIfWrong: draft.cost.value, rule: ruleOf(draft), dueOn: draft.dueOn ?? null },
});
