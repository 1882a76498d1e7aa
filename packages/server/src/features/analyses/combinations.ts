/** Combinations of the levels of attributes as variations, for files that have no column of their own for these. */

export const combinationNote = (attributes: readonly string[]): string =>
  attributes.length === 1
    ? `A variation is a level of “${attributes[0]}”.`
    : `A variation is a combination of levels of ${attributes.map((name) => `“${name}”`).join(', ')}.`;

/**
 * The name of a row's combination as a SQL expression, "tone calm, emoji yes", with the values that it binds. Empty where
 * a level is: such a row is in no combination.
 *
 * @param attributes at least one, with trusted physical columns
 */
export function combinationOf(attributes: readonly { name: string; cell: string }[]): {
  sql: string;
  values: Record<string, string>;
} {
  const labels = attributes.map(({ name }, i) => [`attribute${i}`, `${i === 0 ? '' : ', '}${name} `] as const);
  const blank = attributes.map(({ cell }) => `${cell} = ''`).join(' OR ');
  const parts = attributes.map(({ cell }, i) => `{attribute${i}:String}, ${cell}`).join(', ');
  return { sql: `if(${blank}, '', concat(${parts}))`, values: Object.fromEntries(labels) };
}
