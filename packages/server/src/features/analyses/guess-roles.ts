import type { MetricKind, UploadColumn } from '@dandelion-loop/contract';
import { type ColumnLook, kindOf, lookAt, mostlyDifferent, shareOf } from './column-look.ts';
import {
  namesAmount,
  namesSuccess,
  namesTrials,
  perhapsTestNames,
  perhapsVariationNames,
  periodNames,
  plainName,
  testNames,
  variationNames,
} from './guess-columns.ts';
import { guessContent } from './guess-contents.ts';

/** What the columns of a file seem to be, by their names and by the values of the first rows. The person confirms. */

export interface ColumnGuess {
  guess: UploadColumn['guess'];
  /** Of a column that may be a metric. */
  kind: MetricKind | null;
}

/** More groups than this and a column is no variation or segment worth suggesting. */
const mostVariations = 50;
const mostSegmentValues = 20;
const mostSegments = 10;
const mostMetrics = 5;

const controlValue =
  /^(control|kontroll|controle|baseline|original|origineel|default|standard|standaard|holdout|hold_out|placebo|status_quo)|^(no|none|without|kein|keine|ohne|geen|zonder)_/;
const treatmentValue =
  /^(variant|variation|variante|treatment|treated|test|challenger|group|gruppe|groep|version|versie|arm|v)(_?[a-z\d])?$/;
const letter = /^[a-h]$/;
/** Of columns that say of each unit whether it was in the test. */
const flagNames = /^(in_|is_)?(test|treatment|treated|exposed|assigned)$/;
/** Longer than this and it is a text, not a name. */
const longestValue = 60;

const personNames =
  /^(user|customer|client|visitor|subscriber|member|person|people|contact|recipient|donor|household|account|device|profile|anonymous|shopper|kunden?|nutzer|besucher|empf(ae|a)nger|mitglieder|mitglieds?|kontakt|haushalts?|spender|klant|klanten|gebruikers?|bezoekers?|ontvangers?|leden|lid|contactpersoon|huishouden|donateurs?|relatie)(_?(id|nr|no|number|nummer|key|code|uuid|hash|ref))$/;
const mailNames = /^e?_?mail(_?(address|adresse?))?$/;
const plainIds = /^(id|uid|uuid|guid|unit|unit_id|hash)$/;
const otherIds = /(^|_)(id|uuid|guid|key|nr|nummer|number|hash)$/;
/** Not randomised: one unit has many of them. */
const ofThings =
  /order|bestell|purchase|transa[ck]tion|event|invoice|rechnung|factu|row|line|product|produkt|sku|basket|store|campaign|kampagne|campagne|eyecatcher/;
const birth = /birth|geburt|geboorte|(^|_)born(_|$)/;

const mailValue = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const codeValue = /^(?=.*\d)(?=.*[a-z])[\w.:-]{5,80}$/i;
const dayValue = /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([T\s]\d{1,2}:\d{2}.*)?$/;
/** A number to people, though not to the analysis. */
const amountValue = /^[€$£]?\s*[+-]?\d[\d.,]*\s*([%€$£]|EUR|USD|GBP|CHF)?$/;
const periodValue = /^(\d{4}[-/.]\d{1,2}|\d{4}-?w\d{1,2}|\d{6}|\d{8}|\d{1,2})$/i;

/** Of the candidates with the most points, the only one; null when two are equal or none has enough. */
function best(looks: readonly ColumnLook[], points: (look: ColumnLook) => number, enough: number): ColumnLook | null {
  const scored = looks.map((look) => ({ look, score: points(look) })).sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (!first || first.score < enough || first.score === second?.score) return null;
  return first.look;
}

/** A handful of values, shared by rows unless a row is a whole group. */
function groupsRows({ cells }: ColumnLook, most: number, aggregated: boolean): boolean {
  const distinct = new Set(cells.filter((cell) => cell !== '')).size;
  return distinct >= 2 && distinct <= most && (aggregated || distinct <= Math.max(cells.length / 2, 2));
}

function variationPoints(look: ColumnLook, aggregated: boolean): number {
  if (!groupsRows(look, mostVariations, aggregated)) return 0;
  // "none" is a variation, though it is nothing to a metric.
  const values = [...new Set(look.cells.filter((cell) => cell !== '').map(plainName))];
  const control = values.some((value) => value.length <= longestValue && controlValue.test(value));
  const treated = values.some((value) => treatmentValue.test(value));
  const byValues = control && treated ? 3 : values.every((value) => letter.test(value)) ? 2 : control ? 1 : 0;
  const flag = look.yesOrNo && flagNames.test(look.plain);
  const byName = variationNames.test(look.plain) ? 4 : flag ? 3 : perhapsVariationNames.test(look.plain) ? 1 : 0;
  // In a report of totals, the one text is what the rows are about.
  const onlyText = aggregated && look.numbers === null && !look.yesOrNo ? 1 : 0;
  return byName + (look.numbers === null || byName > 0 ? byValues + onlyText : 0);
}

/** Share of the rows whose value is shared by rows of another variation. */
function shareWithVariations(look: ColumnLook, variation: ColumnLook | null): number {
  const seen = new Map<string, Set<string>>();
  for (const [row, value] of look.cells.entries()) {
    const of = seen.get(value) ?? seen.set(value, new Set()).get(value)!;
    of.add(variation === null ? String(row) : variation.cells[row]!);
  }
  if (seen.size < 2) return 0;
  return look.cells.filter((value) => seen.get(value)!.size > 1).length / look.cells.length;
}

function findTest(looks: readonly ColumnLook[], variation: ColumnLook | null): ColumnLook | null {
  const points = (look: ColumnLook) => {
    if (look === variation || look.yesOrNo) return 0;
    const share = shareWithVariations(look, variation);
    // The rows of a test may be scattered over the file.
    if (testNames.test(look.plain)) return share > 0.05 ? 2 : 0;
    return variation !== null && perhapsTestNames.test(look.plain) && share > 0.5 ? 1 : 0;
  };
  return best(looks, points, 1);
}

function findPeriod(looks: readonly ColumnLook[], hasTest: boolean): ColumnLook | null {
  const points = (look: ColumnLook) => {
    if (birth.test(look.plain)) return 0;
    const days = shareOf(look, dayValue) > 0.9;
    if (periodNames.test(look.plain)) return days || shareOf(look, periodValue) > 0.9 ? 2 : 0;
    return hasTest && days ? 1 : 0;
  };
  return best(looks, points, 1);
}

function unitPoints(look: ColumnLook): number {
  const { plain, filled, distinct, numbers } = look;
  if (filled.length === 0 || (numbers !== null && !look.counts)) return 0;
  // A unit may have several rows; hundreds only where the name leaves no doubt.
  const repeated = filled.length > 20 && distinct < 0.2 * filled.length;
  if (personNames.test(plain)) return repeated && distinct < 5 ? 0 : 5;
  if (repeated) return 0;
  if (mailNames.test(plain) && shareOf(look, mailValue) > 0.8) return 4;
  if (plainIds.test(plain)) return 3;
  if (filled.length < 20 || !mostlyDifferent(look) || ofThings.test(plain)) return 0;
  if (otherIds.test(plain)) return 2;
  const ids = Math.max(shareOf(look, mailValue), shareOf(look, codeValue));
  return numbers === null && ids > 0.9 && shareOf(look, dayValue) < 0.1 ? 1 : 0;
}

/** The trials of a report of totals, or of each unit. Of sent and delivered, who was sent it: later steps are outcomes themselves. */
function findTrials(looks: readonly ColumnLook[]): ColumnLook | null {
  const sum = ({ numbers }: ColumnLook) => (numbers ?? []).reduce((all, number) => all + (number || 0), 0);
  const named = looks.filter((look) => look.counts && !look.yesOrNo && namesTrials(look.name));
  return named.sort((a, b) => sum(b) - sum(a))[0] ?? null;
}

const within = (look: ColumnLook, trials: ColumnLook): boolean =>
  look.counts && look.numbers!.every((number, row) => !(number > trials.numbers![row]!));

interface Places {
  variation: ColumnLook | null;
  trials: ColumnLook | null;
  /** The rows are totals of many units. */
  aggregated: boolean;
}

/** Outcomes by their names; without such names, what comes after the variation (or the trials), as outcomes do. */
function findMetrics(looks: readonly ColumnLook[], free: readonly ColumnLook[], places: Places): ColumnLook[] {
  const { variation, trials, aggregated } = places;
  const possible = free.filter((look) => kindOf(look) !== null && !(aggregated && !within(look, trials!)));
  const named = possible.filter(({ name }) => namesSuccess(name) || (!aggregated && namesAmount(name)));
  if (named.length > 0) return named;
  const anchor = aggregated ? trials : variation;
  const last = looks.at(-1);
  if (anchor === null) return possible.filter((look) => look === last && look.yesOrNo);
  return possible
    .filter((look) => looks.indexOf(look) > looks.indexOf(anchor) && look.distinct > 1)
    .filter((look) => !otherIds.test(look.plain) && !(aggregated && look.yesOrNo))
    .slice(0, mostMetrics);
}

const isSegment = (look: ColumnLook, aggregated: boolean): boolean =>
  look.distinct > 1 &&
  look.distinct <= look.cells.length / 2 &&
  groupsRows(look, mostSegmentValues, false) &&
  (look.yesOrNo ? !aggregated : look.numbers === null && shareOf(look, amountValue) < 0.9) &&
  look.filled.every((value) => value.length <= longestValue);

/** The kind that the analysis will take, which knows more rows. */
function likelyKind(look: ColumnLook, { trials, aggregated }: Places, isMetric: boolean): MetricKind | null {
  const kind = kindOf(look);
  // Money can be 0, or whole, in all of the first rows.
  if (kind !== null && namesAmount(look.name)) return 'mean';
  if (trials === null || kind === null || look === trials) return kind;
  if (aggregated && isMetric) return 'proportion';
  return namesSuccess(look.name) ? 'ratio' : kind;
}

function namedOnce(columns: readonly string[]): Set<string> {
  const times = new Map<string, number>();
  for (const name of columns) times.set(name, (times.get(name) ?? 0) + 1);
  return new Set(columns.filter((name) => times.get(name) === 1));
}

/** `head`: cells by column, as the inspection of a file gives them. */
export function guessRoles(
  columns: readonly string[],
  head: readonly Readonly<Record<string, string>>[],
): ColumnGuess[] {
  // The analysis refuses a name that is there twice.
  const once = namedOnce(columns);
  const all = columns.map((name) =>
    lookAt(
      name,
      head.map((row) => row[name] ?? ''),
    ),
  );
  const looks = all.filter(({ name }) => once.has(name));
  const trials = findTrials(looks);
  const unit = best(looks, unitPoints, 1);
  const aggregated = trials !== null && (unit === null || unitPoints(unit) < 4);
  const variation = best(looks, (look) => variationPoints(look, aggregated), 2);
  const test = findTest(looks, variation);
  const period = findPeriod(looks, test !== null);
  const places = { variation, trials, aggregated };
  const taken = [variation, test, period, trials, aggregated ? null : unit];
  // In one test there is nothing to learn across tests from.
  const contents = new Map(
    looks.flatMap((look) => {
      const guess = test === null || taken.includes(look) ? null : guessContent(look);
      return guess === null ? [] : [[look, guess] as const];
    }),
  );
  const free = looks.filter((look) => !taken.includes(look) && !contents.has(look));
  const metrics = findMetrics(looks, free, places);
  const segments = free
    .filter((look) => !metrics.includes(look) && isSegment(look, aggregated))
    // Words say more than yes and no.
    .sort((a, b) => Number(a.yesOrNo) - Number(b.yesOrNo))
    .slice(0, mostSegments);
  return all.map((look) => {
    const isMetric = metrics.includes(look);
    const kind = likelyKind(look, places, isMetric);
    if (look === variation) return { guess: 'variation', kind: null };
    if (look === test) return { guess: 'test', kind: null };
    if (look === period) return { guess: 'period', kind: null };
    if (look === trials) return { guess: 'denominator', kind };
    if (look === unit && !aggregated) return { guess: 'unit', kind: null };
    if (isMetric) return { guess: 'metric', kind };
    const content = contents.get(look);
    if (content !== undefined) return { guess: content, kind: null };
    if (segments.includes(look)) return { guess: 'segment', kind };
    return { guess: 'none', kind: once.has(look.name) ? kind : null };
  });
}
