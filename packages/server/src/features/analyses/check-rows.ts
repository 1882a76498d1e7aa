import { byChoice, type Choice, choiceName, numbers, requestSentences } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import { nearestName } from '../../kernel/nearest-name.ts';
import type { Arm } from './arms.sql.ts';
import type { RowProfile } from './profile.sql.ts';
import type { ResolvedRequest } from './resolve-request.ts';

/** What the rows of a file must be for a verdict. */

/** More variations than this in one test and the column is an id, not a variation. */
const mostVariations = 500;
const longestName = 500;
/** More tests than this in one file and the column is an id of something else. */
const mostTests = 20_000;

/** Whether there is something to compare. Fails with a sentence where there is not. */
export function checkRows(profile: RowProfile, { variation, test, where, door }: ResolvedRequest): void {
  if (profile.rows === 0) {
    const why = where === null ? 'The file has a head but no rows.' : `No row fits ${choiceName(door, 'where')}.`;
    throw new DandelionFailure('no-rows', `${why} There is nothing to compare.`);
  }
  if (profile.withoutVariation === profile.rows) {
    throw new DandelionFailure(
      'one-variation',
      `Column "${variation}" is empty in every row, so nobody is in a variation.`,
    );
  }
  if (profile.tests > mostTests) {
    throw new DandelionFailure(
      'too-many-variations',
      `Column "${test}" has ${numbers.count(profile.tests)} different values. At most ${numbers.count(mostTests)} tests are judged at once; this looks like an id of something else. Choose another column ${byChoice(door, 'test')}, or fewer rows ${byChoice(door, 'where')}.`,
    );
  }
  if (profile.variations > mostVariations) {
    throw new DandelionFailure(
      'too-many-variations',
      `Column "${variation}" has ${numbers.count(profile.variations)} different values${test === null ? '' : ' in one test'}. A test has at most ${mostVariations} variations; this looks like an id. Choose another column ${byChoice(door, 'variation')}.`,
    );
  }
  if (profile.longestVariation > longestName) {
    throw new DandelionFailure(
      'too-many-variations',
      `A value of "${variation}" is ${numbers.count(profile.longestVariation)} bytes long, which is no name of a variation. Choose another column ${byChoice(door, 'variation')}.`,
    );
  }
}

/** Whether the variations that were named are there. Fails with a sentence where one is not. */
export function checkNames(
  arms: readonly Arm[],
  { control, split, test, variation, unit, door }: ResolvedRequest,
): void {
  if (arms.length === 0) {
    throw new DandelionFailure(
      'one-variation',
      `Every unit of "${unit}" was in more than one variation of "${variation}", so nobody is left to compare. Is "${unit}" what was randomised?`,
    );
  }
  const names = [...new Set(arms.map((arm) => arm.variation))];
  const once = unit === null ? '' : ' of a unit that was in one variation only';
  const check = (choice: Choice, name: string) => {
    if (names.includes(name)) return;
    const near = nearestName(name, names);
    throw new DandelionFailure(
      'unknown-value',
      `${choiceName(door, choice)}: no row${once} has "${name}" in "${variation}".${near ? ` Did you mean "${near}"?` : ''} Values: ${names.slice(0, 20).join(', ')}.`,
    );
  };
  if (control !== null) check('control', control);
  for (const name of split?.keys() ?? []) check('split', name);
  const unplanned = split && names.find((name) => !split.has(name));
  if (unplanned) {
    throw new DandelionFailure(
      'wrong-use',
      `${choiceName(door, 'split')} gives no weight to "${unplanned}". ${requestSentences[door].weightForEach}`,
    );
  }
  if (test === null && names.length < 2) {
    throw new DandelionFailure(
      'one-variation',
      `Every row${once} has "${names[0] ?? ''}" in "${variation}". A comparison needs at least two variations.`,
    );
  }
}
