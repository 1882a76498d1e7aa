import { type acceptInvite, type BodyInputOf, memberNameSchema, newPasswordSchema } from '@dandelion-loop/contract';
import { texts } from '../../texts/session.ts';
import { wrongWithEmail } from './ask-for-link.tsx';

export interface JoinDraft {
  name: string;
  email: string;
  password: string;
}

export type JoinFaults = Partial<Record<keyof JoinDraft, string>>;

const firstWords = (checked: { error?: { issues: { message: string }[] } | undefined }): string | undefined =>
  checked.error?.issues[0]?.message;

/** What is wrong with it, field by field, in their order. Without a password an address is not needed. */
export function faultsOfJoin({ name, email, password }: JoinDraft): JoinFaults {
  const wrongName = firstWords(memberNameSchema.safeParse(name));
  const wrongPassword = password === '' ? undefined : firstWords(newPasswordSchema.safeParse(password));
  const missing = password !== '' && email.trim() === '' ? texts.passwordNeedsEmail : undefined;
  const wrongEmail = missing ?? (email.trim() === '' ? null : wrongWithEmail(email)) ?? undefined;
  return {
    ...(wrongName && { name: wrongName }),
    ...(wrongEmail && { email: wrongEmail }),
    ...(wrongPassword && { password: wrongPassword }),
  };
}

/** What is sent: without what was left empty. */
export const joinBody = (token: string, { name, email, password }: JoinDraft): BodyInputOf<typeof acceptInvite> => ({
  token,
  name: name.trim(),
  ...(email.trim() !== '' && { email: email.trim() }),
  ...(password !== '' && { password }),
});
