import type { AgendaItem, Learning, LearningVerdict, Library } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { type EvidenceSource, firstOf } from '../../kernel/evidence-source.ts';

/** What is known now and was not at the meeting before, for the block `learnings`. */

const known = ({ verdict }: Learning): boolean => verdict === 'raises' || verdict === 'lowers';

/** By the id of each learning that was known: its verdict. */
type Remembered = Record<string, LearningVerdict>;

const isRemembered = (value: unknown): value is Remembered => typeof value === 'object' && value !== null;

const itemOf = ({ id, attribute, level, sentence }: Learning, before: string): AgendaItem => ({
  subject: { kind: 'learning', id, name: `${attribute}: ${level}` },
  sentence: `${before}${sentence}`,
  page: `/learnings/${id}`,
});

export function learningEvidence(readLearnings: () => Promise<Library>): EvidenceSource {
  return {
    kind: 'learnings',
    async read({ remembered }) {
      const all = (await readLearnings()).answer?.learnings ?? [];
      const now = all.filter(known);
      const before = isRemembered(remembered) ? remembered : null;
      const fresh = now.filter(({ id, verdict }) => before?.[id] !== verdict);
      const ids = new Set(now.map(({ id }) => id));
      const lost = before === null ? [] : all.filter(({ id }) => before[id] !== undefined && !ids.has(id));
      const items = [
        ...fresh.map((one) => itemOf(one, before?.[one.id] === undefined ? '' : 'It turned round. ')),
        ...lost.map((one) => itemOf(one, 'It is no longer known. ')),
      ];
      const first = `${numbers.counted(now.length, 'learning')} ${now.length === 1 ? 'is' : 'are'} known, and this ritual looks at them for the first time.`;
      const changed = `${numbers.counted(items.length, 'learning')} ${items.length === 1 ? 'is' : 'are'} new or changed since the meeting before.`;
      return {
        ...firstOf(items),
        because:
          items.length === 0 ? 'Nothing new is known since the meeting before.' : before === null ? first : changed,
        remember: Object.fromEntries(now.map(({ id, verdict }) => [id, verdict])) satisfies Remembered,
      };
    },
  };
}
