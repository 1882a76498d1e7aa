import type { AnswerOf, CodedText, tryCoder } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { type Coder, plainText } from '../coding/index.ts';

/** Characters of each text, and of all: a pattern of the worst kind reads so many in less than half a second. */
const longestText = 1000;
const mostCharacters = 40_000;
const mostExamples = 10;

/** Different texts of the newest tests. */
async function newestTexts(records: Records, limit: number): Promise<string[]> {
  if (limit === 0) return [];
  const { rows } = await records.execute<{ text: string }>(sql`
    SELECT left(v.content ->> c.name, ${longestText}) AS text
    FROM (SELECT id, analysis_id, listed_on FROM experiments ORDER BY listed_on DESC, id LIMIT ${limit}) e
    JOIN analyses a ON a.id = e.analysis_id
    JOIN variations v ON v.experiment_id = e.id,
      jsonb_array_elements_text(coalesce(a.choices -> 'texts', '[]')) AS c (name)
    WHERE v.content ->> c.name <> ''
    ORDER BY e.listed_on DESC, e.id, v.place`);
  const texts: string[] = [];
  let characters = 0;
  for (const text of new Set(rows.map((row) => row.text))) {
    characters += text.length;
    if (texts.length === limit || characters > mostCharacters) break;
    texts.push(text);
  }
  return texts;
}

const codedText = (coder: Coder, text: string): CodedText => ({
  text: plainText(text),
  level: coder.code(text),
  evidence: (coder.evidence?.(text) ?? []).map(({ from, to }) => ({ from, to })),
});

/** What a coder says of a text, and of up to `limit` texts of the newest tests. */
export async function tryOnTexts(
  records: Records,
  coder: Coder,
  text: string,
  limit: number,
): Promise<AnswerOf<typeof tryCoder>> {
  const coded = (await newestTexts(records, limit)).map((one) => codedText(coder, one));
  const [reference] = coder.levels;
  const telling = coded.filter(({ level }) => level !== null && level !== reference);
  const others = coded.filter(({ level }) => level === reference);
  return {
    text: codedText(coder, text),
    workspace: {
      texts: coded.length,
      levels: coder.levels.map((level) => ({ level, texts: coded.filter((one) => one.level === level).length })),
      examples: [...telling, ...others].slice(0, mostExamples),
    },
  };
}
