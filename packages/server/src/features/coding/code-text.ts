import type { Coder } from './coder.ts';

/** The level of each attribute by the coder's id; a coder that cannot code the text is left out. */
export function codeText(coders: readonly Coder[], text: string): Map<string, string> {
  const levels = new Map<string, string>();
  for (const coder of coders) {
    const level = coder.code(text);
    if (level !== null) levels.set(coder.id, level);
  }
  return levels;
}
