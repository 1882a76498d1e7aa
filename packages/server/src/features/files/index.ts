export { type InspectOptions, inspectFile } from './inspect-file.ts';
export type { InspectedFile, Layout } from './inspected-file.ts';
export { defaultLimits, type FileLimits } from './limits.ts';
export { type LoadedTable, type LoadFile, loadFile } from './load-file.ts';
export type { ReadProgress } from './read-bytes.ts';
