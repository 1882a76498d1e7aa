/** What to do about a cell that is no number: people write numbers in more ways than a computer can read without guessing. */
export function cellAdvice(cell: string, column: string): string {
  if (cell === column) return 'It is the header again: remove that row.';
  if (date.test(cell)) return 'It looks like a date: name another column.';
  const plain = plainNumber(cell);
  return plain === null
    ? 'Write plain numbers such as 1234.5, and leave a cell empty when its value is not known.'
    : `Write ${plain}, and the whole column without currency or percent signs and without separators of thousands.`;
}

const date = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:\D|$)/;
const groups = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const groupsByPoint = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;

/** The number that is meant, without signs of currency and percent and separators of thousands; null when it is not clear. */
function plainNumber(cell: string): string | null {
  const bare = cell
    .replaceAll(/[\s'’_]/g, '')
    .replace('−', '-')
    .replace(/^([+-]?)(?:\p{Sc}|[A-Z]{3})/u, '$1')
    .replace(/(?:\p{Sc}|[A-Z]{3}|%)$/u, '');
  const number = groups.test(bare)
    ? bare.replaceAll(',', '')
    : groupsByPoint.test(bare)
      ? bare.replaceAll('.', '').replace(',', '.')
      : bare.replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?\d+(?:\.\d+)?$/.test(number) ? number : null;
}
