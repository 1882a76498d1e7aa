export { inspectFile } from './inspect-file.ts';
export { unstage } from './inspect-parquet.ts';
export type { InspectedFile } from './inspected-file.ts';
export { defaultLimits, type FileLimits } from './limits.ts';
export { type LoadedTable, type LoadFile, loadFile } from './load-file.ts';
export { showNames, showText } from './show-text.ts';
