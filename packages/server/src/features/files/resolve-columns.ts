import { DandelionFailure } from '../../kernel/failure.ts';
import { nearestName } from '../../kernel/nearest-name.ts';
import type { InspectedFile } from './inspected-file.ts';
import { showNames, showText } from './show-text.ts';

/** Place of each asked column in the file. Fails when one is not there, or there twice. */
export function resolveColumns(file: InspectedFile, asked: readonly string[]): number[] {
  return asked.map((name) => {
    const at = file.columns.indexOf(name);
    if (at < 0) throw unknownColumn(name, file);
    if (file.columns.indexOf(name, at + 1) >= 0) {
      throw new DandelionFailure(
        'format-broken',
        `${file.shown} has more than one column "${showText(name)}". Rename all but one of them.`,
      );
    }
    return at;
  });
}

export function unknownColumn(name: string, { columns }: InspectedFile): DandelionFailure {
  const near = nearestName(name, columns);
  return new DandelionFailure(
    'unknown-column',
    `There is no column "${showText(name)}".${near === null ? '' : ` Did you mean "${showText(near)}"?`} Columns: ${showNames(columns)}.`,
  );
}
