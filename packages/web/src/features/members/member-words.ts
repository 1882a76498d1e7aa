import type { Invite, Member } from '@dandelion-loop/contract';
import { texts } from '../../texts/members.ts';

/** Facts of the list of members, and their words. */

export const present = (members: readonly Member[]): Member[] => members.filter(({ leftAt }) => leftAt === null);

/** Who left, the last one first. */
export const gone = (members: readonly Member[]): Member[] =>
  members
    .filter(({ leftAt }) => leftAt !== null)
    .sort((one, other) => Date.parse(other.leftAt!) - Date.parse(one.leftAt!));

const ownersOf = (members: readonly Member[]): Member[] => present(members).filter(({ role }) => role === 'owner');

/** There is always one who may do everything: this one can neither go nor be less. */
export function isLastOwner({ id }: Member, members: readonly Member[]): boolean {
  const owners = ownersOf(members);
  return owners.length === 1 && owners[0]!.id === id;
}

export interface Answer {
  text: string;
  finding: string;
}

export function answerOf(members: readonly Member[]): Answer {
  const here = present(members);
  return here.length === 1
    ? { text: texts.alone(here[0]!.name), finding: texts.aloneFinding }
    : { text: texts.together(here.length), finding: texts.owners(ownersOf(members).length) };
}

/** A password is of no use without an address. */
export const signInWords = ({ hasPassword, email, secondFactor }: Member): string =>
  `${hasPassword && email !== null ? texts.password : texts.linksOnly}, ${secondFactor ? texts.twoSteps : texts.oneStep}`;

export const inviteeOf = ({ name, email }: Pick<Invite, 'name' | 'email'>): string | null => name ?? email;
