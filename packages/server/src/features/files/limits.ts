/** What one file may ask of the machine. A plain file may be as large as the disk can hold. */
export interface FileLimits {
  /** Bytes a compressed file may expand to. */
  expandedBytes: number;
  /** Bytes of one row of a CSV file. A quote that is never closed makes a row of the rest of the file. */
  rowBytes: number;
  columns: number;
}

export const defaultLimits: FileLimits = {
  expandedBytes: 20e9,
  rowBytes: 32 * 1024 * 1024,
  columns: 10_000,
};
