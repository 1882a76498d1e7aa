import { aliasesOf, definingRelation } from '../../src/defining-relation.ts';
import { factorialCells } from '../../src/factorial-cells.ts';
import { leastSquares } from '../../src/least-squares.ts';
import { lenth } from '../../src/lenth.ts';
import { dot } from '../../src/linear-span.ts';
import { rateEstimate } from '../../src/moments.ts';
import { criticalZ } from '../../src/normal.ts';
import { plackettBurman } from '../../src/plackett-burman.ts';
import { indicatorColumns, sequentialAnova } from '../../src/sequential-anova.ts';
import { effectsOfFactors, type TwoLevelEffect, twoLevelEffects } from '../../src/two-level-effects.ts';
import type { Adapter } from '../adapter.ts';

const level = 0.95;

const letters = (factors: readonly number[]) => factors.map((factor) => String.fromCharCode(65 + factor)).join('');
const indexes = (word: string) => [...word].map((letter) => letter.charCodeAt(0) - 65);

const keyed = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(entries);

/** Effects by the joined names of their factors. */
function named(effects: readonly TwoLevelEffect[], factors: readonly string[]) {
  return effects.map(({ factors: own, value }) => [own.map((factor) => factors[factor]!).join(''), value] as const);
}

function lenthOf(effects: readonly (readonly [string, number])[]) {
  const values = effects.map(([, value]) => value);
  const found = lenth(values, level);
  if (found === null) return { s0: null, PSE: null, ME: null, SME: null, active: [] };
  const { s0, pseudoStandardError: PSE, margin: ME, simultaneousMargin: SME } = found;
  return { s0, PSE, ME, SME, active: effects.filter(([, value]) => Math.abs(value) > ME).map(([name]) => name) };
}

function factorialEffects(input: { factors: string[]; y: number[] }) {
  const { mean, effects } = twoLevelEffects(input.y);
  const byName = named(effects, input.factors);
  return { mean, effects: keyed(byName), lenth: lenthOf(byName) };
}

function factorialRates(input: { factors: Record<string, string>; orders: number[]; mailedPerCell: number }) {
  const { orders, mailedPerCell } = input;
  const { mean, effects } = twoLevelEffects(orders.map((count) => (100 * count) / mailedPerCell));
  const byName = named(effects, Object.keys(input.factors));
  const rate = mean / 100;
  const se = 100 * Math.sqrt((4 * rate * (1 - rate)) / (orders.length * mailedPerCell));
  const z = byName.map(([name, value]) => [name, se > 0 ? value / se : null] as const);
  return {
    meanRatePercent: mean,
    effectsPercentagePoints: keyed(byName),
    sePercentagePoints: se,
    z: keyed(z),
    significantAt05: z
      .filter(([, value]) => value !== null && Math.abs(value) > criticalZ(level))
      .map(([name]) => name),
    lenth: lenthOf(byName),
  };
}

type Pair = [successes: number, n: number];

function twoByTwoRate({ cells }: { cells: { control: Pair; A: Pair; B: Pair; AB: Pair } }) {
  const cell = ([successes, units]: Pair, levels: number[]) => {
    const { mean, varianceOfMean } = rateEstimate({ successes, n: units })!;
    return { levels, units, mean, varianceOfMean, successes };
  };
  const { effects, interactions } = factorialCells(
    ['A', 'B'].map((name) => ({ name, levels: ['without', 'with'] })),
    [cell(cells.control, [0, 0]), cell(cells.A, [1, 0]), cell(cells.B, [0, 1]), cell(cells.AB, [1, 1])],
    { weights: 'equal', level },
  );
  const [a, b] = effects.map(({ difference }) => difference!);
  const { difference, logOdds } = interactions[0]!.contrasts[0]!;
  return {
    mainEffectA: a!.value,
    mainEffectB: b!.value,
    mainEffectSe: a!.standardError,
    interactionRiskDifference: difference!.value,
    interactionSe: difference!.standardError,
    interactionZ: difference!.standardError ? difference!.value / difference!.standardError : null,
    interactionP: difference!.pValue,
    interactionLogOdds: logOdds!.value,
    interactionLogOddsSe: logOdds!.standardError,
    interactionLogOddsP: logOdds!.pValue,
  };
}

/** The products of the factors' −1/+1 columns. */
function signedTerms(columns: readonly (readonly [string, number[]])[]) {
  const signs = (factor: number): number[] => columns[factor]![1].map((value) => (value > 0 ? 1 : -1));
  return effectsOfFactors(columns.length).map((factors) => ({
    name: factors.map((factor) => columns[factor]![0]).join(''),
    column: factors.map(signs).reduce((product, column) => product.map((sign, row) => sign * column[row]!)),
  }));
}

function replicatedAnova(input: Record<string, number[]>) {
  const { y, block, ...factors } = input as { y: number[]; block?: (number | string)[] } & Record<string, number[]>;
  const terms = signedTerms(Object.entries(factors));
  const fit = leastSquares(
    y.map((_, row) => [1, ...terms.map(({ column }) => column[row]!)]),
    y,
  )!;
  const names = ['(Intercept)', ...terms.map(({ name }) => name)];
  const { rows } = sequentialAnova(
    [
      ...(block ? [{ name: 'block', columns: indicatorColumns(block) }] : []),
      ...terms.map(({ name, column }) => ({ name, columns: [column] })),
    ],
    y,
  );
  return {
    coefficients: keyed(names.map((name, i) => [name, fit.coefficients[i]!.value])),
    se: keyed(names.map((name, i) => [name, fit.coefficients[i]!.standardError])),
    p: keyed(names.map((name, i) => [name, fit.coefficients[i]!.pValue])),
    anovaWithBlocks: keyed(
      rows.map(({ name, f, pValue, sumOfSquares }) => [name, { F: f, p: pValue, sumSq: sumOfSquares }]),
    ),
  };
}

function aliasStructure({ factors, generators }: { factors: number; generators: Record<string, string> }) {
  const relation = definingRelation(
    Object.entries(generators).map(([letter, word]) => ({ factor: indexes(letter)[0]!, product: indexes(word) })),
  );
  const main = Array.from({ length: factors }, (_, factor) => factor);
  return {
    definingRelation: relation.words.map(letters).sort(),
    resolution: relation.resolution,
    mainEffectAliasesUpToOrder2: keyed(
      main.map((factor) => [letters([factor]), aliasesOf([factor], relation, 2).map(letters).sort()]),
    ),
  };
}

/** The one number that all of them are; where they differ, the one farthest from 0. */
const farthest = (values: readonly number[]) =>
  values.reduce((far, value) => (Math.abs(value) > Math.abs(far) ? value : far), 0);

function plackettBurmanGram({ generator }: { generator: number[] }) {
  const runs = plackettBurman(generator);
  const columns = generator.map((_, factor) => runs.map((run) => run[factor]!));
  const off = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => dot(a, b)));
  return { gramDiagonal: farthest(columns.map((a) => dot(a, a))), gramOffDiagonal: farthest(off) };
}

/** The designed tests of `04-factorial-heterogeneity.json`. */
export const adapters: Record<string, Adapter> = {
  'factorial-effects': factorialEffects,
  'factorial-rates': factorialRates,
  'two-by-two-rate': twoByTwoRate,
  'factorial-replicated-anova': replicatedAnova,
  'alias-structure': aliasStructure,
  'plackett-burman': plackettBurmanGram,
};
