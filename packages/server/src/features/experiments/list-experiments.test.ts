import {
  type ExperimentFilters,
  type ExperimentRow,
  type ExperimentVerdict,
  experimentFiltersSchema,
  experimentRowSchema,
  experimentSorts,
  experimentVerdicts,
  summarizeExperiments,
} from '@dandelion-loop/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { type AnswerPlan, answerOf, random } from './test-answers.ts';
import { type Imported, useExperiments } from './test-experiments.ts';

const { query, experiments, makeImport, judge } = useExperiments();

/** What was stored, as an ordinary list in memory: the list is computed from it a second time, in another way. */
interface Known {
  id: string;
  title: string;
  importId: string;
  importName: string;
  day: string;
  firstJudged: string;
  tags: string[];
  plan: AnswerPlan;
  shownLift: number | null;
}

const next = random(42);
const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
const some = <T>(values: readonly T[], share: number): T[] => values.filter(() => next() < share);

const words = [
  'Über',
  'uber',
  'Straße',
  'STRASSE',
  'Łódź',
  'Ørsted',
  'naïve',
  'ΟΔΟΣ',
  'It’s',
  '100%',
  'a_b',
  'back\\slash',
  "o'clock",
  '"said"',
  'mail',
  'Mail 2',
  'Mail 10',
];
const tags = ['mail', 'Web', 'crème', 'spring sale', '50%'];
const metrics = ['clicks', 'Umsatz', 'naïve rate'];
const day = () => `2013-${pick(['01', '02', '03'])}-${pick(['01', '02', '15', '28'])}`;

function randomPlan(): AnswerPlan {
  const verdict = pick(experimentVerdicts);
  const challengers = 1 + Math.floor(next() * 3);
  const lift = () =>
    next() < 0.1 && verdict !== 'won' && verdict !== 'lost' ? null : Math.round(next() * 100 - 50) / 100 || 0;
  return {
    verdict,
    health: pick(['ok', 'ok', 'warning']),
    variations: ['Control', ...Array.from({ length: challengers }, (_, i) => `${pick(words)} ${i}`)],
    units: Math.floor(next() * 20) * 1000,
    metric: pick(metrics),
    lifts: Array.from({ length: challengers }, lift),
    lowerIsBetter: next() < 0.3,
    unitsNeeded: next() < 0.8 ? Math.floor(next() * 1e5) : null,
    suspect: next() < 0.1,
  };
}

/** The best challenger, or the worst of a test that was lost. */
function shownLift({ verdict, lifts, lowerIsBetter }: AnswerPlan): number | null {
  const present = lifts.filter((lift) => lift !== null);
  if (present.length === 0) return null;
  return (verdict === 'lost') === lowerIsBetter ? Math.max(...present) : Math.min(...present);
}

const known: Known[] = [];
const imported: Imported[] = [];

beforeAll(async () => {
  for (const name of ['Anna.csv', 'Émile.csv', 'zoo.csv']) imported.push(await makeImport(name));
  for (const [at, file] of imported.entries()) {
    const judgedAt = new Date(Date.UTC(2026, 4, 10 + at, 12));
    const tests = Array.from({ length: 100 }, (_, i) => {
      const plan = randomPlan();
      const ranOn = next() < 0.9 ? day() : null;
      const title = [...some(words, 0.2), `${i % 40}`].join(' ');
      return { name: `${i}`, title, ranOn, plan, answer: answerOf(plan) };
    });
    await judge(file, tests, { judgedAt });
    const { rows } = await query('SELECT id, name FROM experiments WHERE import_id = $1', [file.importId]);
    for (const { title, ranOn, plan, name } of tests) {
      const id = rows.find((row) => row.name === name).id as string;
      const own = some(tags, 0.2);
      if (own.length > 0) await experiments().change(testActor, id, { version: 1, tags: own });
      const firstJudged = judgedAt.toISOString();
      known.push({
        ...{ id, title, ...file, day: ranOn ?? firstJudged.slice(0, 10), firstJudged, tags: own, plan },
        shownLift: shownLift(plan),
      });
    }
  }
});

/** Letters that are the same to a reader in a hurry; not the way the product does it. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('’', "'");

const healthOf = ({ plan }: Known) => (plan.verdict === 'invalid' ? 'invalid' : plan.suspect ? 'warning' : plan.health);

type FilterName = 'search' | 'verdict' | 'health' | 'metric' | 'tag' | 'import' | 'days';

function fits(one: Known, filters: ExperimentFilters, leaveOut?: FilterName): boolean {
  const texts = [one.title, ...one.plan.variations, ...one.tags].map(plain);
  const searched = plain(filters.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const any = (wanted: readonly string[], own: readonly string[]) =>
    wanted.length === 0 || wanted.some((value) => own.includes(value));
  const checks: Record<FilterName, boolean> = {
    search: searched.every((word) => texts.some((text) => text.includes(word))),
    verdict: any(filters.verdict, [one.plan.verdict]),
    health: any(filters.health, [healthOf(one)]),
    metric: any(filters.metric, [one.plan.metric]),
    tag: any(filters.tag, one.tags),
    import: filters.import === undefined || filters.import === one.importId,
    days: (filters.from === undefined || one.day >= filters.from) && (filters.to === undefined || one.day < filters.to),
  };
  return Object.entries(checks).every(([name, fit]) => fit || name === leaveOut);
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base', ignorePunctuation: false });
const up = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Lifts that are not to be read, or not there, come last in one heap. */
const ranked = (sign: 1 | -1, { plan, shownLift: lift }: Known): number =>
  plan.verdict === 'invalid' || lift === null ? Number.POSITIVE_INFINITY : sign * lift;

/** Negative when `a` comes before `b`, by the leading criterion alone. */
const leading: Record<(typeof experimentSorts)[number], (a: Known, b: Known) => number> = {
  newest: (a, b) => up(b.day, a.day) || up(b.firstJudged, a.firstJudged),
  oldest: (a, b) => up(a.day, b.day) || up(a.firstJudged, b.firstJudged),
  'most-units': (a, b) => b.plan.units - a.plan.units || up(b.day, a.day),
  'highest-lift': (a, b) => up(ranked(-1, a), ranked(-1, b)) || up(b.day, a.day),
  'lowest-lift': (a, b) => up(ranked(1, a), ranked(1, b)) || up(b.day, a.day),
  title: (a, b) => collator.compare(plain(a.title), plain(b.title)),
};
const filtersOf = (given: Record<string, unknown>): ExperimentFilters => experimentFiltersSchema.parse(given);

function randomFilters(): ExperimentFilters {
  const maybe = <T>(share: number, value: () => T) => (next() < share ? value() : undefined);
  const from = maybe(0.3, day);
  const to = maybe(0.3, day);
  return filtersOf({
    search: maybe(0.4, () => [pick(words), ...some(['mail', 'CONTROL', 'CREME', '1'], 0.2)].join('  ')),
    verdict: maybe(0.4, () => some(experimentVerdicts, 0.5)),
    health: maybe(0.3, () => some(['ok', 'warning', 'invalid'], 0.6)),
    metric: maybe(0.3, () => some(metrics, 0.5)),
    tag: maybe(0.3, () => some(tags, 0.4)),
    import: maybe(0.3, () => pick(imported).importId),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
}

/** All pages, as a person scrolls through them. */
async function listed(filters: ExperimentFilters, sort: (typeof experimentSorts)[number] = 'newest') {
  const rows: ExperimentRow[] = [];
  for (let total = 1; rows.length < total; ) {
    const page = await experiments().list(filters, { sort, offset: rows.length, limit: 97 });
    ({ total } = page);
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return rows;
}

const byId = (id: string): Known => known.find((one) => one.id === id)!;
const sorted = (ids: readonly string[]): string[] => ids.toSorted();

describe('the list', () => {
  test('fits the same filters, in the same order, as a list in memory', async () => {
    let found = 0;
    for (let round = 0; round < 120; round++) {
      const filters = randomFilters();
      const sort = pick(experimentSorts);
      const rows = await listed(filters, sort);
      const expected = known.filter((one) => fits(one, filters));
      expect(sorted(rows.map(({ id }) => id)), JSON.stringify(filters)).toEqual(sorted(expected.map(({ id }) => id)));
      for (const [at, { id }] of rows.entries()) {
        const before = rows[at - 1];
        if (before)
          expect(
            leading[sort](byId(before.id), byId(id)),
            `${sort}: ${before.title} / ${byId(id).title}`,
          ).toBeLessThanOrEqual(0);
      }
      found += rows.length;
    }
    expect(found).toBeGreaterThan(1000);
  });

  test('each row shows what its answer says', async () => {
    for (const row of await listed(filtersOf({}))) {
      experimentRowSchema.parse(row);
      const { plan, title, importName, tags: own, shownLift: lift } = byId(row.id);
      expect(row).toMatchObject({
        ...{ title, importName, verdict: plan.verdict, metric: plan.metric, kind: 'proportion', units: plan.units },
        ...{ variations: plan.variations.length, control: 'Control', currency: null },
        lift: { value: lift },
        invalidBecause: plan.verdict === 'invalid' ? 'split is off' : null,
        tags: own.toSorted(collator.compare),
      });
      if (lift !== null) expect(row.variation).toBe(plan.variations[plan.lifts.indexOf(lift) + 1]);
    }
  });

  test('an order is complete: pages neither repeat nor lose a row', async () => {
    for (const sort of experimentSorts) {
      const rows = await listed(filtersOf({}), sort);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(known.length);
      expect(await listed(filtersOf({}), sort)).toEqual(rows);
    }
  });

  test('from is included, to is not; a day that PostgreSQL does not have is no bug', async () => {
    const on = (day: string) => known.filter((one) => one.day === day).length;
    const count = async (given: Record<string, string>) => (await listed(filtersOf(given))).length;
    expect(await count({ from: '2013-02-01', to: '2013-02-02' })).toBe(on('2013-02-01'));
    expect(await count({ from: '2013-02-02', to: '2013-02-02' })).toBe(0);
    expect(await count({ from: '0000-01-01' })).toBe(known.length);
    expect(await count({ to: '0000-01-01' })).toBe(0);
    expect(await count({ to: '9999-12-31' })).toBe(known.length);
  });

  test.each([
    '%',
    '_',
    '\\',
    "'",
    '"',
    "'; DROP TABLE experiments; --",
    '\0',
    '\ud800',
    '$1',
    '(',
    '*',
    'x'.repeat(200),
    ' a '.repeat(66),
  ])('a search for %j finds what holds it as it is', async (search) => {
    const filters = filtersOf({ search });
    const rows = await listed(filters);
    expect(sorted(rows.map(({ id }) => id))).toEqual(
      sorted(known.filter((one) => fits(one, filters)).map(({ id }) => id)),
    );
    const odd = filtersOf({ metric: search.slice(0, 200), tag: search.slice(0, 60) });
    expect((await experiments().summarize(odd)).total).toBe(0);
  });

  test.each([
    ['STRASSE', 'Straße'],
    ['strasse', 'Straße'],
    ['uber', 'Über'],
    ['lodz', 'Łódź'],
    ['orsted', 'Ørsted'],
    ['οδοσ', 'ΟΔΟΣ'],
    ["it's", 'It’s'],
    ['it’s', 'It’s'],
    ['o’clock', "o'clock"],
  ])('a search for %s finds %s', async (search, word) => {
    const titles = (await listed(filtersOf({ search }))).map(({ title }) => title);
    const holding = known.filter(({ title }) => title.includes(word)).map(({ title }) => title);
    expect(holding.length).toBeGreaterThan(0);
    expect(titles).toEqual(expect.arrayContaining(holding));
  });
});

describe('the summary', () => {
  const countBy = <Key extends string>(list: readonly Known[], keysOf: (one: Known) => readonly Key[]) => {
    const counts: Record<string, number> = {};
    for (const key of list.flatMap(keysOf)) counts[key] = (counts[key] ?? 0) + 1;
    return counts;
  };
  const median = (values: readonly number[]): number | null => {
    const inOrder = values.toSorted((a, b) => a - b);
    const half = inOrder.length / 2;
    if (inOrder.length === 0) return null;
    return (inOrder[Math.ceil(half) - 1]! + inOrder[Math.floor(half)]!) / 2;
  };
  const present = (counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));

  test('each count leaves its own filter out', async () => {
    for (let round = 0; round < 60; round++) {
      const filters = randomFilters();
      const summary = summarizeExperiments.answer!.parse(await experiments().summarize(filters));
      const without = (name?: FilterName) => known.filter((one) => fits(one, filters, name));
      const fit = without();
      expect([summary.all, summary.total]).toEqual([known.length, fit.length]);
      expect(present(summary.verdicts)).toEqual(countBy(without('verdict'), ({ plan }) => [plan.verdict]));
      expect(present(summary.health)).toEqual(countBy(without('health'), (one) => [healthOf(one)]));
      const counted = (list: { count: number }[], key: string) =>
        Object.fromEntries(list.map((one) => [(one as unknown as Record<string, string>)[key], one.count]));
      expect(counted(summary.metrics, 'metric')).toEqual(countBy(without('metric'), ({ plan }) => [plan.metric]));
      expect(counted(summary.tags, 'tag')).toEqual(countBy(without('tag'), (one) => one.tags));
      expect(counted(summary.imports, 'id')).toEqual(countBy(without('import'), ({ importId }) => [importId]));
      const months = summary.months.flatMap(({ month, verdicts }) =>
        Object.entries(present(verdicts)).map(([verdict, count]) => [`${month} ${verdict}`, count]),
      );
      expect(Object.fromEntries(months)).toEqual(
        countBy(fit, ({ day: on, plan }) => [`${on.slice(0, 7)}-01 ${plan.verdict}`]),
      );
      expect(summary.months.map(({ month }) => month)).toEqual(summary.months.map(({ month }) => month).sort());
      expect(summary.medianUnits).toBe(median(fit.map(({ plan }) => plan.units)));
      const needed = fit.flatMap(({ plan }) =>
        plan.verdict === 'inconclusive' && plan.unitsNeeded !== null ? [plan.unitsNeeded * plan.variations.length] : [],
      );
      expect(summary.medianUnitsNeeded).toBe(median(needed));
    }
  });

  test('an empty workspace has a summary too', async () => {
    const summary = await experiments().summarize(filtersOf({ search: 'nobody has this' }));
    expect(summary).toMatchObject({ total: 0, months: [], medianUnits: null, medianUnitsNeeded: null });
    expect(await experiments().isEmpty()).toBe(false);
  });

  test('suspect days that follow on each other are one period, and a sound day ends it', async () => {
    const file = await makeImport('periods.csv');
    const at = (ranOn: string, suspect: boolean, verdict: ExperimentVerdict = 'inconclusive', i = 0) => ({
      ...{ name: `${ranOn} ${i}`, ranOn },
      answer: answerOf({ suspect, verdict }),
    });
    await judge(file, [
      at('2014-01-06', false),
      at('2014-01-13', true, 'invalid'),
      at('2014-01-13', true, 'won', 1),
      at('2014-01-20', true, 'invalid'),
      at('2014-01-27', false, 'invalid'),
      at('2014-02-03', true, 'invalid'),
    ]);
    const periods = async (given: Record<string, unknown>) =>
      (await experiments().summarize(filtersOf({ import: file.importId, ...given }))).suspectPeriods;
    const first = { from: '2014-01-13', to: '2014-01-21', off: 2, tests: 3 };
    const second = { from: '2014-02-03', to: '2014-02-04', off: 1, tests: 1 };
    expect(await periods({})).toEqual([first, second]);
    expect(await periods({ verdict: 'won', search: 'nothing' })).toEqual([first, second]);
    expect(await periods({ from: '2014-01-20' })).toEqual([{ ...first, from: '2014-01-20', off: 1, tests: 1 }, second]);
    expect(
      (await experiments().summarize(filtersOf({ import: imported[0]!.importId }))).suspectPeriods,
    ).not.toContainEqual(first);
    await query('DELETE FROM imports WHERE id = $1', [file.importId]);
  });
});
