import type { LearnAnswer, LearningScale, Practical } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import type { Engine } from '../../kernel/engine.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { openPersonRows } from '../../kernel/person-rows.ts';
import { type AnalysisRequest, analyzeRows, type Judged } from '../analyses/index.ts';
import { type Coder, codeText, shippedCoders, suggestMerges } from '../coding/index.ts';
import { type InspectedFile, loadFile } from '../files/index.ts';
import { descriptionNotes } from './coding-notes.ts';
import { foretell } from './foretell.ts';
import { strataOf } from './held-columns.ts';
import { Library } from './library.ts';
import { isBelieved, type LibraryTest } from './library-test.ts';
import { believedByHealth, metricsOfAnswer } from './metrics-of-answer.ts';
import { learnPrior } from './priors.ts';
import { readDays } from './read-days.ts';
import { readVariationTexts, type VariationTexts } from './variation-texts.sql.ts';

/** What many tests of a file say together of the attributes of their variations. */

export interface LearnRequest {
  /** How the tests are judged; `test` and `variation` are named. */
  analysis: AnalysisRequest & { test: string; variation: string };
  /** Columns whose values are levels. */
  attributes: readonly string[];
  /** Columns of text that coders turn into attributes, named `column.coder`. */
  texts: readonly string[];
  /** Columns that must be equal between variations that are compared. */
  hold: readonly string[];
  /** Columns that say where a test belongs. */
  scopes: readonly string[];
  /** Beside those that ship. */
  coders: readonly Coder[];
  scale: LearningScale | null;
  practical: Practical;
  /** ISO date of today. */
  now: string;
}

export interface LearnFile {
  engine: Engine;
  file: InspectedFile;
  request: LearnRequest;
  progress?: (stage: string, fraction: number) => void;
}

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

function checkLearnRequest({ analysis, attributes, texts, hold, scopes, scale }: LearnRequest): void {
  if (attributes.length + texts.length === 0) {
    throw wrong('Name what variations differ in: a column of levels as attribute, or one of text that coders read.');
  }
  const both = attributes.find((column) => texts.includes(column));
  if (both !== undefined) throw wrong(`Column "${both}" is given as attribute and as text. Keep one of them.`);
  const used = [analysis.test, analysis.variation].find((column) =>
    [...attributes, ...texts, ...hold, ...scopes].includes(column),
  );
  if (used !== undefined)
    throw wrong(`"${used}" says which test and variation a row is of; it cannot be an attribute as well.`);
  const held = attributes.find((column) => hold.includes(column));
  if (held !== undefined)
    throw wrong(`"${held}" is an attribute and held equal as well. What is held equal cannot be learned about.`);
  const other = analysis.metrics.find(({ kind }) => scale === 'log-odds' && kind !== null && kind !== 'proportion');
  if (other !== undefined)
    throw wrong(
      `The scale log-odds is for proportions, and "${other.name}" is a ${other.kind}. Use difference or log-rate.`,
    );
}

/** Levels by attribute of one variation. */
function attributesOf(values: readonly string[], request: LearnRequest, coders: readonly Coder[]): Map<string, string> {
  const levels = new Map<string, string>();
  request.attributes.forEach((column, i) => {
    if (values[i] !== '') levels.set(column, values[i]!);
  });
  request.texts.forEach((column, i) => {
    const text = values[request.attributes.length + i]!;
    for (const [id, level] of codeText(coders, text)) levels.set(`${column}.${id}`, level);
  });
  return levels;
}

/** The one value of a test in each scope column; a test with several is in none of them. */
function scopesOf(
  variations: Iterable<readonly string[]>,
  from: number,
  columns: readonly string[],
): Record<string, string> {
  const all = [...variations];
  return Object.fromEntries(
    columns.flatMap((column, i) => {
      const [value, ...others] = new Set(all.map((values) => values[from + i]!));
      return value === undefined || value === '' || others.length > 0 ? [] : [[column, value]];
    }),
  );
}

function testsOf(
  judged: Judged,
  texts: VariationTexts,
  request: LearnRequest,
  days: ReadonlyMap<string, string>,
): LibraryTest[] {
  const coders = [...shippedCoders, ...request.coders];
  const made = [...request.attributes, ...request.texts, ...request.hold];
  return judged.tests.map(({ name, period, answer }): LibraryTest => {
    const own = texts.get(name) ?? new Map<string, readonly string[]>();
    const variations = [...metricsOfAnswer(answer)].map(([variation, metrics]) => {
      const values = own.get(variation) ?? [];
      return {
        ...{ name: variation, metrics },
        attributes: values.length === 0 ? new Map<string, string>() : attributesOf(values, request, coders),
        contents: new Map(made.map((column, i) => [column, values[i] ?? ''])),
      };
    });
    const scopes = scopesOf(own.values(), made.length, request.scopes);
    return { id: name, name, day: days.get(period) ?? null, ...believedByHealth(answer), scopes, variations };
  });
}

/** In how many tests a text differs, and in how many of them between variations that are equal in all else. */
function differenceNote(tests: readonly LibraryTest[], library: Library, column: string): string {
  const free = library.freeOf(`${column}.${shippedCoders[0]!.id}`);
  const held = new Set<string>();
  let [all, within] = [0, 0];
  for (const { variations } of tests) {
    const texts = variations.map(({ contents }) => contents.get(column));
    if (new Set(texts).size > 1) all += 1;
    if (strataOf(variations, free).some((stratum) => new Set(stratum.map((at) => texts[at])).size > 1)) within += 1;
    for (const other of variations[0]?.contents.keys() ?? []) if (!free.has(other)) held.add(other);
  }
  const kept =
    held.size === 0 ? '' : `; in ${numbers.count(within)} of them between variations with equal ${quoted([...held])}`;
  return `“${column}” differs within ${numbers.count(all)} of ${numbers.counted(tests.length, 'test')}${kept}.`;
}

/** Levels of a column that are probably one, but for case, plural or a slip: each would be a learning of its own. */
function mergeNotes(tests: readonly LibraryTest[], attributes: readonly string[]): string[] {
  return attributes.flatMap((attribute) => {
    const used = new Map<string, number>();
    for (const { variations } of tests) {
      for (const { attributes: levels } of variations) {
        const level = levels.get(attribute);
        if (level !== undefined) used.set(level, (used.get(level) ?? 0) + 1);
      }
    }
    const groups = suggestMerges([...used].map(([level, variations]) => ({ level, variations })));
    return groups.map(
      ({ into, from }) =>
        `In “${attribute}”, ${quoted(from.map(({ level }) => level))} may be meant as “${into}”: they count apart. Write them alike in the file.`,
    );
  });
}

const quoted = (columns: readonly string[]) => columns.map((column) => `“${column}”`).join(', ');

function notesOf(tests: readonly LibraryTest[], library: Library, request: LearnRequest): string[] {
  const left = tests.filter((test) => !isBelieved(test));
  const invalid = left.filter(({ valid }) => !valid).length;
  const notes: string[] = [];
  if (left.length > 0) {
    notes.push(
      `${numbers.counted(left.length, 'test')} of ${numbers.count(tests.length)} ${left.length === 1 ? 'is' : 'are'} left out: ${numbers.count(invalid)} invalid, ${numbers.count(left.length - invalid)} of a suspect period. Each learning says what it would be with them.`,
    );
  }
  notes.push(...mergeNotes(tests, request.attributes));
  notes.push(...request.texts.map((column) => differenceNote(tests, library, column)));
  notes.push(...descriptionNotes(library, (column) => column));
  if (request.texts.length > 0) {
    notes.push(
      `A text that differs in one attribute differs in others too: a learning says what went with the attribute, on average over the texts of these tests.`,
    );
  }
  return notes;
}

/** Judges the tests of a file and learns from them, with an engine of its own. */
export async function learnFile({ engine, file, request, progress }: LearnFile): Promise<LearnAnswer> {
  checkLearnRequest(request);
  const described = [...request.attributes, ...request.texts, ...request.hold, ...request.scopes];
  let texts: VariationTexts = new Map();
  const judged = await analyzeRows({
    engine,
    columns: file.columns,
    request: request.analysis,
    load: async (columns, onProgress) => {
      const all = [...new Set([...columns, ...described])];
      const { table, columns: places } = await loadFile({ engine, file, columns: all, onProgress });
      const from = openPersonRows({ table, purpose: 'learn' });
      const [test, variation] = [places.get(request.analysis.test)!, places.get(request.analysis.variation)!];
      const cells = described.map((name) => ({ name, cell: places.get(name)! }));
      texts = await readVariationTexts(engine, { from, test, variation, columns: cells });
      return { from, columns: places, fits: null, unitsTable: `${table}_units` };
    },
    progress,
  });
  progress?.('Learning across tests', 0.95);
  const { days, note } = readDays(judged.tests.map(({ period }) => period));
  const tests = testsOf(judged, texts, request, days);
  const expected = [
    ...request.attributes.map((column) => ({ id: column, column, coder: null })),
    ...request.texts.flatMap((column) =>
      [...shippedCoders, ...request.coders].map(({ id }) => ({ id: `${column}.${id}`, column, coder: id })),
    ),
  ];
  const library = new Library({
    ...{ level: request.analysis.level, falseDiscoveries: 0.05, practical: request.practical },
    ...{ scale: request.scale, now: request.now, attributes: expected },
  });
  library.update(tests);
  const answer = library.answer();
  const { level } = request.analysis;
  const invalid = tests.filter(({ valid }) => !valid).length;
  const believed = tests.filter(isBelieved).length;
  return {
    schema: 1,
    tests: { all: tests.length, believed, invalid, suspect: tests.filter(({ suspect }) => suspect).length },
    ...answer,
    priors: request.analysis.metrics.flatMap(
      ({ name, lowerIsBetter }) => learnPrior(tests, { metric: name, lowerIsBetter, level }) ?? [],
    ),
    heldOut: foretell(answer.learnings, (id) => library.carriers(id), level),
    notes: [...judged.notes, ...(note === null ? [] : [note]), ...notesOf(tests, library, request)],
  };
}
