import type { Account } from '../account.ts';
import {
  beginSecondFactor,
  changeAccount,
  changePassword,
  confirmSecondFactor,
  endOneSession,
  endOtherSessions,
  endSecondFactor,
  getAccount,
  listSessions,
  renewRecoveryCodes,
} from '../account.ts';
import type { ApiKey } from '../keys.ts';
import { createKey, listKeys, revokeKey } from '../keys.ts';
import type { Invite, Member } from '../members.ts';
import {
  changeMember,
  endMemberSecondFactor,
  inviteMember,
  listMembers,
  makeMemberLink,
  removeMember,
  withdrawInvite,
} from '../members.ts';
import { permissionsOfRole } from '../roles.ts';
import type { Session } from '../session.ts';
import {
  acceptInvite,
  endSession,
  getSession,
  getSignInWays,
  readLink,
  requestLink,
  resetPassword,
  startSession,
} from '../session.ts';
import { type Example, example } from './example.ts';
import { at, ids, token } from './invented.ts';

/** Signing in, one's own account, members, keys. */

const session: Session = {
  member: { id: ids.anna, name: 'Anna Vermeer', email: 'anna@wadden.example', role: 'marketer' },
  permissions: [...permissionsOfRole.marketer],
  endsAt: at.ends,
};

const account: Account = {
  id: ids.anna,
  name: 'Anna Vermeer',
  email: 'anna@wadden.example',
  role: 'marketer',
  joinedAt: at.joined,
  hasPassword: true,
  secondFactorSince: at.joined,
  recoveryCodesLeft: 10,
  notify: ['verdict.reached'],
  canBeNotifiedOf: ['verdict.reached', 'import.failed'],
  mail: true,
  version: 4,
};

const recoveryCodes = ['k7wd-3mqa', '9xhe-t2rn', 'p4vz-6cyb'];

const member: Member = {
  id: ids.ben,
  name: 'Ben de Wit',
  email: 'ben@wadden.example',
  role: 'analyst',
  joinedAt: at.joined,
  lastSeenAt: at.later,
  leftAt: null,
  hasPassword: true,
  secondFactor: false,
  version: 2,
};

const invite: Invite = {
  id: ids.invite,
  name: 'Chris',
  email: 'chris@wadden.example',
  role: 'reader',
  by: 'Anna Vermeer',
  createdAt: at.judged,
  expiresAt: '2026-05-18T09:31:04.000Z',
};

const key: ApiKey = {
  id: ids.key,
  name: 'Nightly import',
  beginning: 'dandelion_Wm9Tn0',
  scopes: ['imports:read', 'imports:write', 'experiments:read'],
  by: 'Anna Vermeer',
  createdAt: at.joined,
  expiresAt: '2027-03-02T08:00:00.000Z',
  lastUsedAt: at.later,
  revokedAt: null,
};

export const people: readonly Example[] = [
  example(getSession, { answer: session }),
  example(startSession, {
    body: { email: 'anna@wadden.example', password: 'a long sentence of mine', code: '492039' },
    answer: session,
  }),
  example(endSession, {}),
  example(readLink, {
    body: { token },
    answer: {
      ...{ purpose: 'invite', workspace: 'Wadden Foundation', name: 'Chris', email: 'chris@wadden.example' },
      ...{ role: 'reader', by: 'Anna Vermeer', secondFactor: false },
    },
  }),
  example(acceptInvite, {
    body: { token, name: 'Chris', password: 'a long sentence of mine' },
    answer: {
      member: { id: ids.invite, name: 'Chris', email: 'chris@wadden.example', role: 'reader' },
      permissions: [...permissionsOfRole.reader],
      endsAt: at.ends,
    },
  }),
  example(resetPassword, { body: { token, password: 'another long sentence' }, answer: session }),
  example(getSignInWays, { answer: { mail: true } }),
  example(requestLink, { body: { email: 'anna@wadden.example', purpose: 'sign-in' }, answer: { asked: true } }),

  example(getAccount, { answer: account }),
  example(changeAccount, {
    body: { version: 4, notify: ['verdict.reached', 'import.failed'] },
    answer: { ...account, notify: ['verdict.reached', 'import.failed'], version: 5 },
  }),
  example(changePassword, {
    body: { current: 'a long sentence of mine', password: 'another long sentence' },
    answer: { ...account, version: 5 },
  }),
  example(beginSecondFactor, {
    answer: {
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      uri: 'otpauth://totp/Dandelion:anna%40wadden.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Dandelion',
    },
  }),
  example(confirmSecondFactor, { body: { code: '492039' }, answer: { recoveryCodes } }),
  example(renewRecoveryCodes, { body: { code: '492039' }, answer: { recoveryCodes } }),
  example(endSecondFactor, { body: { code: '492039' } }),
  example(listSessions, {
    answer: {
      sessions: [
        {
          ...{ id: ids.session, browser: 'Firefox on Linux', startedAt: at.uploaded, lastSeenAt: at.later },
          ...{ endsAt: at.ends, current: true },
        },
      ],
    },
  }),
  example(endOneSession, { params: { id: ids.session } }),
  example(endOtherSessions, {}),

  example(listMembers, { answer: { members: [member], invites: [invite] } }),
  example(inviteMember, {
    body: { role: 'reader', name: 'Chris', email: 'chris@wadden.example' },
    answer: {
      ...{ link: `https://dandelion.example.org/join#token=${token}`, expiresAt: invite.expiresAt, mailed: true },
      invite,
    },
  }),
  example(withdrawInvite, { params: { id: ids.invite } }),
  example(changeMember, {
    params: { id: ids.ben },
    body: { version: 2, role: 'owner' },
    answer: { ...member, role: 'owner', version: 3 },
  }),
  example(removeMember, { params: { id: ids.ben } }),
  example(makeMemberLink, {
    params: { id: ids.ben },
    body: { purpose: 'reset' },
    answer: {
      ...{ link: `https://dandelion.example.org/new-password#token=${token}`, expiresAt: '2026-05-12T09:31:04.000Z' },
      mailed: false,
    },
  }),
  example(endMemberSecondFactor, { params: { id: ids.ben }, answer: { ...member, version: 3 } }),

  example(listKeys, { answer: { keys: [key] } }),
  example(createKey, {
    body: { name: 'Nightly import', scopes: ['imports:read', 'imports:write', 'experiments:read'], days: 365 },
    answer: { key: { ...key, lastUsedAt: null }, token: `dandelion_${token}` },
  }),
  example(revokeKey, { params: { id: ids.key } }),
];
