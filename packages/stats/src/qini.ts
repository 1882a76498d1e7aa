/** Units with the same score, by arm. Outcomes are sums over the units: successes, or amounts. */
export interface ScoreGroup {
  /** Higher first. */
  score: number;
  treatment: { n: number; sum: number };
  control: { n: number; sum: number };
}

/**
 * How well a score finds the units whose outcome the treatment raises. Curves start at 0 and have a point after every
 * group of tied scores, the highest first.
 */
export interface QiniResult {
  /** Share of all units so far. */
  fractions: number[];
  /** Y_t − Y_c N_t/N_c: outcome gained among the treated so far. */
  qini: number[];
  /** (Y_t/N_t − Y_c/N_c)(N_t + N_c): outcome gained if all so far were treated. */
  uplift: number[];
  /** Areas under the curves, and under the straight line to their end: an order that knows nothing. */
  qiniArea: number;
  qiniRandomArea: number;
  upliftArea: number;
  upliftRandomArea: number;
  /** Area of the Qini curve above the straight line. */
  qiniCoefficient: number;
  /** The coefficient per treated unit; null without any. */
  qiniPerTreated: number | null;
  /** Area of the uplift curve above the straight line, per unit; null without units. */
  upliftAboveRandomPerUnit: number | null;
}

/** Groups by falling score, each score once: the order of ties must not matter. */
function tiedGroups(groups: readonly ScoreGroup[]): ScoreGroup[] {
  const tied = new Map<number, ScoreGroup>();
  for (const group of groups) {
    const same = tied.get(group.score);
    const add = (arm: 'treatment' | 'control') => ({
      n: group[arm].n + (same?.[arm].n ?? 0),
      sum: group[arm].sum + (same?.[arm].sum ?? 0),
    });
    tied.set(group.score, { score: group.score, treatment: add('treatment'), control: add('control') });
  }
  return [...tied.values()].sort((a, b) => b.score - a.score);
}

function area(fractions: readonly number[], curve: readonly number[]): number {
  return curve.slice(1).reduce((sum, y, i) => sum + ((fractions[i + 1]! - fractions[i]!) * (y + curve[i]!)) / 2, 0);
}

/**
 * Qini and uplift curves with the areas above a random order (Radcliffe, "Using control groups to target on predicted
 * lift", 2007), not divided by a perfect curve. While one arm has no units its term counts as 0.
 *
 * @param groups one per score; groups of one score are put together
 */
export function qiniCurves(groups: readonly ScoreGroup[]): QiniResult {
  const ordered = tiedGroups(groups);
  const all = ordered.reduce((sum, { treatment, control }) => sum + treatment.n + control.n, 0);
  const [fractions, qini, uplift] = [[0], [0], [0]];
  const so = { treated: 0, gained: 0, controls: 0, without: 0 };
  for (const { treatment, control } of ordered) {
    so.treated += treatment.n;
    so.gained += treatment.sum;
    so.controls += control.n;
    so.without += control.sum;
    const rateT = so.treated > 0 ? so.gained / so.treated : 0;
    const rateC = so.controls > 0 ? so.without / so.controls : 0;
    fractions.push((so.treated + so.controls) / all);
    qini.push(so.gained - rateC * so.treated);
    uplift.push((rateT - rateC) * (so.treated + so.controls));
  }
  const [qiniArea, upliftArea] = [area(fractions, qini), area(fractions, uplift)];
  const [qiniRandomArea, upliftRandomArea] = [qini.at(-1)! / 2, uplift.at(-1)! / 2];
  return {
    fractions,
    qini,
    uplift,
    qiniArea,
    qiniRandomArea,
    upliftArea,
    upliftRandomArea,
    qiniCoefficient: qiniArea - qiniRandomArea,
    qiniPerTreated: so.treated > 0 ? (qiniArea - qiniRandomArea) / so.treated : null,
    upliftAboveRandomPerUnit: all > 0 ? (upliftArea - upliftRandomArea) / all : null,
  };
}
