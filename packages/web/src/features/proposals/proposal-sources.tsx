import type { ProposalSource } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { texts } from '../../texts/proposals.ts';

/** The learnings and assumptions that a test is to tell more of. An idea has no page of its own. */
export function ProposalSources({ from }: { from: readonly ProposalSource[] }) {
  const linked = from.filter(({ kind }) => kind !== 'idea');
  if (linked.length === 0) return null;
  return (
    <p className="proposal-sources">
      {texts.from}{' '}
      {linked.map(({ kind, id }, at) => (
        <span key={`${kind} ${id}`}>
          {at > 0 && ', '}
          {kind === 'assumption' ? (
            <Link to="/beliefs/$id" params={{ id }}>
              {texts.sources.assumption}
            </Link>
          ) : (
            <Link to="/learnings/$id" params={{ id }}>
              {linked.length > 1 && kind === 'learning' ? texts.nthLearning(at + 1) : texts.sources.learning}
            </Link>
          )}
        </span>
      ))}
    </p>
  );
}
