import type { AgendaOption, Proposals } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import type { EvidenceSource } from '../../kernel/evidence-source.ts';

/** More than a team places in a week are not read. */
const shown = 5;

const options: readonly AgendaOption[] = [
  { what: 'Run this test next', hint: 'It would tell more than it costs.', asksWhy: false },
  { what: 'Not now', hint: 'It stays in the list.', asksWhy: false },
];

/** The tests that are worth most, for the block `proposals`. */
export function proposalEvidence(list: (limit: number) => Promise<Proposals>): EvidenceSource {
  return {
    kind: 'proposals',
    async read() {
      const { proposals, more, notes } = await list(shown);
      return {
        items: proposals.map(({ id, title, why }) => ({
          subject: { kind: 'proposal', id, name: title },
          ...{ sentence: why, page: '/learnings/next', options: [...options] },
        })),
        more,
        because:
          proposals.length === 0
            ? (notes[0] ?? 'No test that could be run next is known.')
            : `${numbers.counted(proposals.length + more, 'test')} would tell more than ${proposals.length + more === 1 ? 'it costs' : 'they cost'}.`,
      };
    },
  };
}
