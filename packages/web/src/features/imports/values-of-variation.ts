import type { AnswerOf, countValues, Source } from '@dandelion-loop/contract';

/** What a count of the values of the variation column says about control and split. */

export type CountedValues = AnswerOf<typeof countValues>;

/** More are not variations of one test: many tests, or an id of something. */
const mostVariations = 20;

const usualControls = [
  /^(the )?(control|kontrolle|controle|contrôle)( group)?$/,
  /^(baseline|original|default|holdout|hold[ _-]?out|status quo|existing|current)$/,
  /^no[ _-]?(e[ _-]?mail|mail|letter|message|contact|offer|treatment|change)$|^(none|nothing)$/,
  /^((variation|variant|group|version|arm)[ _-]?)?a$/,
  /^((variation|variant|group|version|arm)[ _-]?)?0$/,
  /^(false|no|off)$/,
];

/** The one that is usually called so, or null where none is. */
export function suggestedControl(values: CountedValues | undefined): string | null {
  if (values === undefined || values.distinct > mostVariations) return null;
  for (const usual of usualControls) {
    const found = values.values.filter(({ value }) => usual.test(value.trim().toLowerCase()));
    if (found.length === 1) return found[0]!.value;
  }
  return null;
}

/** The variations of one test in the order in which they are shown: the control first; null where they cannot be listed. */
export function variationsOf(
  values: CountedValues | undefined,
  control: string,
): { value: string; count: number }[] | null {
  if (values === undefined || values.distinct < 2 || values.distinct > mostVariations) return null;
  return values.values.toSorted((a, b) => Number(b.value === control) - Number(a.value === control));
}

/** Whether somebody must say how the split was planned. In a file of many tests the sum over them says nothing. */
export const mustAskSplit = (values: CountedValues | undefined, manyTests: boolean): boolean =>
  !manyTests && values !== undefined && values.unequal && values.distinct <= mostVariations;

/** What an answer still says of the values when the file is gone. It has been judged: nobody is asked again. */
export const valuesOfAnswer = ({ variations }: Source): CountedValues => ({
  values: variations.map(({ name, units }) => ({ value: name, count: units })),
  distinct: variations.length,
  empty: 0,
  whole: true,
  unequal: false,
});
