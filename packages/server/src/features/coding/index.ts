export { codeText } from './code-text.ts';
export type { Coder, Span } from './coder.ts';
export { plainText } from './plain-text.ts';
export { shippedCoders } from './shipped-coders.ts';
export { type MergeGroup, suggestMerges, type UsedLevel } from './suggest-merges.ts';
export { type UserCoderDefinition, userCoder } from './user-coder.ts';
