import type { Subject } from '@dandelion-loop/contract';
import { PathLink } from '../../app/path-link.tsx';
import { spoken } from '../experiments/result-words.tsx';

const pages: Readonly<Record<string, string>> = {
  experiment: '/experiments/',
  belief: '/beliefs/',
  bet: '/plan/bets/',
  learning: '/learnings/',
  decision: '/rhythm/decisions/',
  ritual: '/rhythm/rituals/',
  meeting: '/rhythm/meetings/',
  draft: '/drafts/',
};

/** A thing of the workspace under the name it had; a link where it has a page. */
export function SubjectLink({ subject: { kind, id, name } }: { subject: Subject }) {
  const page = pages[kind];
  if (page === undefined) return <span>{spoken(name)}</span>;
  return <PathLink path={`${page}${encodeURIComponent(id)}`}>{spoken(name)}</PathLink>;
}
