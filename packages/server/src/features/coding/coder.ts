/** A stretch of the plain text (see `plainText`), in UTF-16 units, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** A pure function from a text to a level of one attribute. The text may be HTML. */
export interface Coder {
  /** Stable, in kebab case: codes are stored under it. */
  id: string;
  /** The attribute in words. */
  name: string;
  /** One plain sentence for a marketer: what counts, with an example. */
  explains: string;
  /** The first is the reference. */
  levels: readonly string[];
  kind: 'presence' | 'bands';
  /** Raised when the same text may get another level than before. */
  version: number;
  /** Of the texts that can be coded; null for any. */
  languages: readonly string[] | null;
  /** Null where the text cannot be coded: it is empty, has no words, or is of another language. */
  code(text: string): string | null;
  /** What made it so, in positions of `plainText(text)`; empty where nothing did. */
  evidence?(text: string): readonly Span[];
}
