import { DandelionFailure } from '../../kernel/failure.ts';

/** What a file that is no table of text begins with, and what to do about it. */
const strangers: readonly { starts: string; at?: number; holds?: string; is: string; advice: string }[] = [
  { starts: 'PK\x03\x04', holds: 'xl/', is: 'an Excel workbook', advice: 'Open it and save the sheet as CSV.' },
  {
    starts: 'PK\x03\x04',
    holds: 'opendocument.spreadsheet',
    is: 'an OpenDocument spreadsheet',
    advice: 'Open it and save the sheet as CSV.',
  },
  { starts: 'PK\x03\x04', is: 'a ZIP archive', advice: 'Unpack it and name the file inside.' },
  {
    starts: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    is: 'an old Excel workbook (.xls)',
    advice: 'Open it and save the sheet as CSV.',
  },
  { starts: '%PDF-', is: 'a PDF document', advice: 'Export the data behind it as CSV.' },
  { starts: '{\\rtf', is: 'a rich text document', advice: 'Export the data as CSV.' },
  { starts: 'SQLite format 3\0', is: 'a SQLite database', advice: 'Export the table as CSV.' },
  { starts: 'ARROW1', is: 'an Arrow file', advice: 'Save it as Parquet or CSV.' },
  { starts: 'FEA1', is: 'a Feather file', advice: 'Save it as Parquet or CSV.' },
  { starts: 'Obj\x01', is: 'an Avro file', advice: 'Save it as Parquet or CSV.' },
  { starts: 'ORC', is: 'an ORC file', advice: 'Save it as Parquet or CSV.' },
  { starts: 'PARE', is: 'an encrypted Parquet file', advice: 'Save it without encryption.' },
  { starts: '\x1f\x8b', is: 'compressed twice', advice: 'Unpack it once and name the result.' },
  { starts: '\x28\xb5\x2f\xfd', is: 'compressed twice', advice: 'Unpack it once and name the result.' },
  { starts: 'BZh', is: 'a bzip2 archive', advice: 'Unpack it first; gzip and zstd are read as they are.' },
  { starts: '\xfd7zXZ\0', is: 'an xz archive', advice: 'Unpack it first; gzip and zstd are read as they are.' },
  { starts: '\x04\x22\x4d\x18', is: 'an lz4 archive', advice: 'Unpack it first; gzip and zstd are read as they are.' },
  { starts: '7z\xbc\xaf\x27\x1c', is: 'a 7-Zip archive', advice: 'Unpack it and name the file inside.' },
  { starts: 'Rar!', is: 'a RAR archive', advice: 'Unpack it and name the file inside.' },
  { starts: 'ustar', at: 257, is: 'a tar archive', advice: 'Unpack it and name the file inside.' },
  { starts: '\x89PNG', is: 'a picture', advice: 'Export the data behind it as CSV.' },
  { starts: 'GIF8', is: 'a picture', advice: 'Export the data behind it as CSV.' },
  { starts: '\xff\xd8\xff', is: 'a picture', advice: 'Export the data behind it as CSV.' },
];

const accepted = 'CSV, TSV, JSON lines and Parquet are read, as they are or compressed with gzip or zstd.';

/** Fails when the first bytes belong to a file that is known and cannot be read, or to no text at all. */
export function refuseStrangers(bytes: Buffer, shown: string): void {
  const text = bytes.toString('latin1');
  const stranger = strangers.find(
    ({ starts, at = 0, holds }) => text.startsWith(starts, at) && (holds === undefined || text.includes(holds)),
  );
  if (stranger !== undefined) {
    const is = stranger.is.startsWith('compressed') ? stranger.is : `${stranger.is}, whatever its name says`;
    throw new DandelionFailure('format-unknown', `${shown} is ${is}. ${stranger.advice}`);
  }
  const mark = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  if (/^\s*<(!doctype|html|\?xml|table|[a-z]+:)/i.test(text.slice(mark, mark + 500))) {
    throw new DandelionFailure(
      'format-unknown',
      `${shown} is a web page or XML, perhaps the log-in page instead of the download. Export the data as CSV.`,
    );
  }
}

/** Fails when 8-bit text holds what no text holds. */
export function refuseBinary(bytes: Buffer, shown: string): void {
  let controls = 0;
  const nulls = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === 0) nulls[at % 2]!++;
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) controls++;
  }
  const [even = 0, odd = 0] = nulls;
  if (Math.max(even, odd) > bytes.length * 0.3 && Math.min(even, odd) < bytes.length * 0.02) {
    throw new DandelionFailure(
      'format-unknown',
      `${shown} looks like UTF-16 text without a byte order mark. Save it as UTF-8.`,
    );
  }
  // One in fifty: some control characters in cells are no reason to refuse a file.
  if (controls > Math.max(8, bytes.length * 0.02)) {
    throw new DandelionFailure('format-unknown', `${shown} is not a table but binary data. ${accepted}`);
  }
}
