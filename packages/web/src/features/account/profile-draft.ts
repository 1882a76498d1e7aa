import { type Account, type AnnouncementType, emailSchema, memberNameSchema } from '@dandelion-loop/contract';
import { texts } from '../../texts/account.ts';

/** What can be changed of an account in one go. An empty address is none. */
export interface ProfileDraft {
  name: string;
  email: string;
  notify: readonly AnnouncementType[];
}

export const draftOf = ({ name, email, notify }: Account): ProfileDraft => ({ name, email: email ?? '', notify });

const sorted = (types: readonly AnnouncementType[]): string => [...types].sort().join(' ');

export interface ProfileChange {
  name?: string;
  email?: string | null;
  notify?: AnnouncementType[];
}

/** What is other than it was. */
export function changeOf(draft: ProfileDraft, before: ProfileDraft): ProfileChange {
  const [name, email] = [draft.name.trim(), draft.email.trim()];
  return {
    ...(name !== before.name && { name }),
    ...(email !== before.email && { email: email === '' ? null : email }),
    ...(sorted(draft.notify) !== sorted(before.notify) && { notify: [...draft.notify] }),
  };
}

export const isEmpty = (change: ProfileChange): boolean => Object.keys(change).length === 0;

export interface ProfileFaults {
  name?: string;
  email?: string;
  password?: string;
}

/** What is wrong with it, field by field, in their order. */
export function faultsOfProfile(
  draft: ProfileDraft,
  change: ProfileChange,
  { hasPassword, password }: { hasPassword: boolean; password: string },
): ProfileFaults {
  const email = draft.email.trim();
  const wrongEmail =
    email === ''
      ? hasPassword && change.email !== undefined && texts.emailKept
      : !emailSchema.safeParse(email).success && texts.badEmail;
  return {
    ...(!memberNameSchema.safeParse(draft.name).success && { name: texts.noName }),
    ...(wrongEmail && { email: wrongEmail }),
    ...(hasPassword && change.email !== undefined && password === '' && { password: texts.noPresent }),
  };
}
