import { DandelionFailure } from '../../kernel/failure.ts';
import type { Head } from './csv-head.ts';
import { headRecord, headRows, trimCell } from './inspected-file.ts';
import { splitElements } from './json-elements.ts';

/** Whether text is JSON lines, or an array of objects, or neither. */
export function jsonFormat(bytes: Buffer): 'json-lines' | 'json-array' | null {
  const start = bytes.toString('latin1', 0, 4096);
  if (/^\s*\{/.test(start)) return 'json-lines';
  return /^\s*\[\s*([{[\]"\d]|$)/.test(start) ? 'json-array' : null;
}

/** Keys and first rows of JSON objects, one a line; null when more of the text is needed to see one. */
export function readJsonHead(format: 'json-lines' | 'json-array', head: Head) {
  const { whole, shown } = head;
  const bytes = Buffer.from(head.bytes);
  if (format === 'json-array') splitElements(shown).scan(bytes);
  const lines = bytes.toString('utf8').split('\n');
  if (!whole) lines.pop();
  const texts = lines.filter((line) => line.trim() !== '').slice(0, headRows);
  if (texts.length === 0) {
    if (!whole) return null;
    throw new DandelionFailure('no-rows', `${shown} is a JSON list without rows.`);
  }
  const objects = texts.map(parseObject);
  if (objects[0] === null) {
    throw new DandelionFailure(
      'format-broken',
      `${shown} begins like JSON, but its first row is not a complete JSON object. Write one object on each line, or one list of objects.`,
    );
  }
  const rows = objects.filter((object) => object !== null);
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return {
    columns,
    head: rows.map((row) =>
      headRecord(
        columns,
        columns.map((column) => row.get(column) ?? ''),
      ),
    ),
  };
}

/** Its cells as text; null also when it is nested so deeply that it cannot be written again. */
function parseObject(text: string): Map<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return new Map(Object.entries(value).map(([key, cell]) => [key, cellOf(cell)]));
  } catch {
    return null;
  }
}

function cellOf(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : trimCell(String(value));
}
