import type {
  AttributeEffect,
  AttributeInteraction,
  AttributePair,
  Estimate,
  HealthVerdict,
  Why,
} from '@dandelion-loop/contract';
import { type ContrastEstimate, type EstimatedEffect, type FactorialAnalysis, holm } from '@dandelion-loop/stats';
import type { InferenceRequest, MetricPlan } from './request.ts';
import { alphaOf, verdictOf } from './verdict.ts';
import { hasEvents } from './why-every-look.ts';
import {
  type CautionInput,
  cautionOf,
  effectSentence,
  interactionSentence,
  notEstimableSentence,
} from './why-sentences.ts';

/** From the factorial analysis of one metric to the findings of an answer. Pure. */

export interface FindingsInput {
  plan: MetricPlan;
  analysis: FactorialAnalysis;
  attributes: Why['attributes'];
  health: HealthVerdict;
  request: InferenceRequest;
  /** Variations that carry a level of an attribute. */
  carriers: (attribute: string, level: string) => number;
}

const unknown: Estimate = { value: null, low: null, high: null };

export const estimateOf = (found: ContrastEstimate | null): Estimate =>
  found === null ? unknown : { value: found.value, low: found.low, high: found.high };

/** The average where an attribute is at its reference, by the weights of the effects. */
function baselineOf({ analysis, attributes }: FindingsInput, attribute: string): number | null {
  const at = attributes.findIndex(({ name }) => name === attribute);
  const cells = analysis.cells.filter(({ levels }) => levels[at] === 0);
  const weight = ({ units }: { units: number }) => (analysis.weights === 'observed' ? units : 1);
  const total = cells.reduce((sum, cell) => sum + weight(cell), 0);
  return total === 0 ? null : cells.reduce((sum, cell) => sum + weight(cell) * cell.mean.value, 0) / total;
}

function marginOf(input: FindingsInput, attribute: string): number | null {
  const { value, relative } = input.plan.practical;
  if (!relative) return value;
  const baseline = baselineOf(input, attribute);
  return baseline === null || baseline === 0 ? null : value * Math.abs(baseline);
}

interface Lacking {
  /** In half a sentence. */
  short: string;
  why: string;
}

const noSpread: Lacking = {
  short: 'the data do not say how much outcomes vary',
  why: 'the data do not say how much outcomes vary: all values of a combination are equal, or it has one unit.',
};

const tooFewToLook: Lacking = {
  short: 'some combinations have too few events for an interval that holds at every look',
  why: 'some combinations have fewer than 20 events, or all but 20 have one, and no interval holds at every look then. Wait for more.',
};

const lackingSpread = ({ request, plan, analysis }: FindingsInput): Lacking =>
  request.inference === 'sequential' && !hasEvents(plan, analysis) ? tooFewToLook : noSpread;

interface Finding {
  names: readonly string[];
  found: EstimatedEffect;
  adjustedPValue: number | null;
  /** Findings that were adjusted together. */
  family: number;
}

/** The numbers of a finding and its verdict; a number is missing with its reason. */
function numbersOf({ names, found, adjustedPValue }: Finding, input: FindingsInput) {
  const { plan, health, request } = input;
  const difference = estimateOf(found.difference);
  const pValue = found.difference?.pValue ?? null;
  const lacking =
    found.reason !== null
      ? notEstimableSentence(names, found.reason, found.confoundedWith)
      : pValue === null
        ? lackingSpread(input).why
        : null;
  return {
    difference,
    ...(found.logOdds && { logOdds: estimateOf(found.logOdds) }),
    pValue,
    adjustedPValue,
    verdict:
      found.reason !== null
        ? ('not-estimable' as const)
        : verdictOf({
            ...{ health, difference, adjustedPValue, level: request.level, lowerIsBetter: plan.lowerIsBetter },
            margin: marginOf(input, names[0]!),
          }),
    model: found.model,
    confoundedWith: found.confoundedWith.map((name) => [...name]),
    reasons: lacking === null ? {} : { difference: lacking, pValue: lacking, adjustedPValue: lacking },
  };
}

/** Events or the lack of them in the cells of a proportion. */
function hasFewEvents({ plan, analysis }: FindingsInput): boolean {
  if (plan.kind !== 'proportion') return false;
  return analysis.cells.some(({ units, mean }) => Math.min(units * mean.value, units * (1 - mean.value)) < 10);
}

function caution(
  finding: Finding,
  numbers: ReturnType<typeof numbersOf>,
  input: FindingsInput,
  own: Pick<CautionInput, 'depends' | 'carriers'>,
): string {
  const { found, names, family } = finding;
  const alpha = alphaOf(input.request.level);
  const settled = numbers.verdict === 'better' || numbers.verdict === 'worse';
  return cautionOf({
    ...{ names, family, ...own, verdict: numbers.verdict, model: found.model, confoundedWith: found.confoundedWith },
    onlyOnThisScale: settled && names.length > 1 && (found.logOdds?.pValue ?? 0) >= alpha,
    fewEvents: hasFewEvents(input),
    level: input.request.level,
    warned: input.health === 'warning',
    inference: input.request.inference,
  });
}

const wordsOf = (input: FindingsInput, numbers: ReturnType<typeof numbersOf>) => ({
  ...{ plan: input.plan, level: input.request.level, lacking: lackingSpread(input).short },
  ...{ difference: numbers.difference, verdict: numbers.verdict },
  ...{ pValue: numbers.pValue, adjustedPValue: numbers.adjustedPValue },
});

const knownOf = (values: readonly (number | null)[]) => values.filter((value) => value !== null).length;

function pairsOf({ plan, analysis }: FindingsInput): AttributePair[] {
  const adjusted = holm(analysis.interactions.map(({ difference }) => difference?.pValue ?? null));
  return analysis.interactions.map(({ attributes, difference, means }, i) => ({
    metric: plan.name,
    attributes: [...attributes],
    test: difference && { ...difference, adjustedPValue: adjusted[i] ?? null },
    means: means.map(({ levels, units, mean }) => ({ levels: [...levels], units, mean: estimateOf(mean) })),
  }));
}

function interactionsOf(input: FindingsInput): AttributeInteraction[] {
  const all = input.analysis.interactions.flatMap(({ attributes, contrasts }) =>
    contrasts.map((contrast) => ({ attributes, contrast })),
  );
  const pValues = all.map(({ contrast }) => contrast.difference?.pValue ?? null);
  const adjusted = holm(pValues);
  return all.map(({ attributes, contrast }, i) => {
    const finding = {
      names: attributes,
      found: contrast,
      adjustedPValue: adjusted[i] ?? null,
      family: knownOf(pValues),
    };
    const numbers = numbersOf(finding, input);
    const named = { attributes, levels: contrast.levels, references: contrast.references };
    return {
      ...{
        metric: input.plan.name,
        attributes: [...attributes],
        levels: [...contrast.levels],
        references: [...contrast.references],
      },
      ...numbers,
      sentence: interactionSentence(wordsOf(input, numbers), named),
      caution: caution(finding, numbers, input, { depends: [], carriers: 0 }),
    } satisfies AttributeInteraction;
  });
}

/** Effects, interactions and pairs of one metric. Holm over the effects, over the interactions, and over the pairs. */
export function findingsOf(input: FindingsInput): Pick<Why, 'effects' | 'interactions' | 'pairs'> {
  const { plan, analysis, attributes, request } = input;
  const pairs = pairsOf(input);
  const depends = (attribute: string) =>
    pairs
      .filter(
        ({ attributes: both, test }) =>
          both.includes(attribute) && (test?.adjustedPValue ?? 1) < alphaOf(request.level),
      )
      .map(({ attributes: both }) => both.find((name) => name !== attribute)!);
  const pValues = analysis.effects.map(({ difference }) => difference?.pValue ?? null);
  const adjusted = holm(pValues);
  const varying = attributes.filter(({ levels }) => levels.length > 1).length;
  const effects = analysis.effects.map((found, i): AttributeEffect => {
    const { attribute, level, reference } = found;
    const finding = { names: [attribute], found, adjustedPValue: adjusted[i] ?? null, family: knownOf(pValues) };
    const numbers = numbersOf(finding, input);
    return {
      ...{ metric: plan.name, attribute, level, reference, ...numbers },
      sentence: effectSentence(wordsOf(input, numbers), { attribute, level, reference, among: varying > 1 }),
      caution: caution(finding, numbers, input, {
        depends: depends(attribute),
        carriers: input.carriers(attribute, level),
      }),
    };
  });
  return { effects, interactions: interactionsOf(input), pairs };
}
