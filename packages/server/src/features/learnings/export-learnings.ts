import type { Learning, Library } from '@dandelion-loop/contract';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { TextDownload } from '../../kernel/route.ts';
import { type Cell, writeCsv } from '../../kernel/write-csv.ts';

/** Learnings as files, for spreadsheets and programs. Pure. */

const columns: readonly (readonly [head: string, cell: (learning: Learning) => Cell])[] = [
  ['attribute', ({ attribute }) => attribute],
  ['level', ({ level }) => level],
  ['reference', ({ reference }) => reference],
  ['metric', ({ metric }) => metric],
  ['verdict', ({ verdict }) => verdict],
  ['scale', ({ scale }) => scale],
  ['effect', ({ effect }) => effect],
  ['low', ({ low }) => low],
  ['high', ({ high }) => high],
  ['relative change', ({ relative }) => relative?.value ?? null],
  ['relative low', ({ relative }) => relative?.low ?? null],
  ['relative high', ({ relative }) => relative?.high ?? null],
  ['prediction low', ({ predictionLow }) => predictionLow],
  ['prediction high', ({ predictionHigh }) => predictionHigh],
  ['next test agrees', ({ nextAgrees }) => nextAgrees],
  ['tau2', ({ tau2 }) => tau2],
  ['i2', ({ i2 }) => i2],
  ['tests', ({ tests }) => tests],
  ['units', ({ units }) => units],
  ['p-value', ({ pValue }) => pValue],
  ['q-value', ({ qValue }) => qValue],
  ['from', ({ from }) => from],
  ['to', ({ to }) => to],
  ['stale', ({ stale }) => (stale ? 'yes' : 'no')],
  ['contradictions', ({ contradictions }) => contradictions.length],
  ['tests with all', ({ withAll }) => withAll.tests],
  ['effect with all', ({ withAll }) => withAll.effect],
  ['low with all', ({ withAll }) => withAll.low],
  ['high with all', ({ withAll }) => withAll.high],
  ['sentence', ({ sentence }) => sentence],
  ['id', ({ id }) => id],
];

/** Fails with `conflict` while there are none yet. */
export function exportLibrary({ answer, computedAt }: Library, format: 'csv' | 'json'): TextDownload {
  if (answer === null || computedAt === null) {
    throw new DandelionFailure(
      'conflict',
      'There are no learnings yet. They are computed when the first tests are imported.',
    );
  }
  const fileName = `learnings ${computedAt.slice(0, 10)}.${format}`;
  if (format === 'json')
    return { fileName, mediaType: 'application/json; charset=utf-8', content: `${JSON.stringify(answer, null, 2)}\n` };
  const rows = answer.learnings.map((learning) => columns.map(([, cell]) => cell(learning)));
  const content = writeCsv(
    columns.map(([head]) => head),
    rows,
  );
  return { fileName, mediaType: 'text/csv; charset=utf-8', content };
}
