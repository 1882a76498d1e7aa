export { codeText } from './code-text.ts';
export type { Coder } from './coder.ts';
export { plainText } from './plain-text.ts';
export { shippedCoders } from './shipped-coders.ts';
export { suggestMerges } from './suggest-merges.ts';
export { type UserCoderDefinition, userCoder } from './user-coder.ts';
