import type { FollowUp } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { texts } from '../../texts/agreements.ts';

/** Where a task comes from that nobody wrote down. */
export function FollowUpOrigin({ origin: { kind, name } }: { origin: NonNullable<FollowUp['origin']> }) {
  return <Link to={kind === 'workflow-run' ? '/rhythm/workflows' : '/plan/constraints'}>{texts.comesFrom(name)}</Link>;
}
