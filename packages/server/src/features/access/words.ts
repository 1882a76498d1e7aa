import type { LinkPurpose } from '@dandelion-loop/contract';
import type { MemberRow } from './records.ts';

/** The token stands behind `#`: no browser sends that to a server, so it is in no log. */
export const linkAddress = (url: string, purpose: LinkPurpose, token: string): string => {
  const page: Record<LinkPurpose, string> = { invite: 'join', 'sign-in': 'sign-in', reset: 'new-password' };
  return `${url}/${page[purpose]}#token=${token}`;
};

/** As the audit log names them. */
export const memberNamed = ({ id, name }: Pick<MemberRow, 'id' | 'name'>) => ({ kind: 'member', id, name });
