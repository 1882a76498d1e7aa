import type { LinkPurpose } from '@dandelion-loop/contract';
import type { Change } from '../audit/index.ts';
import type { LinkRow, MemberRow } from './records.ts';

/** The token stands behind `#`: no browser sends that to a server, so it is in no log. */
export const linkAddress = (url: string, purpose: LinkPurpose, token: string): string => {
  const page: Record<LinkPurpose, string> = { invite: 'join', 'sign-in': 'sign-in', reset: 'new-password' };
  return `${url}/${page[purpose]}#token=${token}`;
};

/** As the audit log names them. */
export const memberNamed = ({ id, name }: Pick<MemberRow, 'id' | 'name'>) => ({ kind: 'member', id, name });

/** An invitation that is worth nothing any more, as the audit log tells it. */
export const withdrawn = ({ id, name, email, role }: LinkRow): Change => ({
  action: 'member.invite-withdrawn',
  subject: { kind: 'invite', id, name: name ?? email ?? role! },
  before: { role, email },
});
