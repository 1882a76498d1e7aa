import type { Member } from '@dandelion-loop/contract';
import { ChangeMember } from './change-member.tsx';
import { EndSecondFactor } from './end-second-factor.tsx';
import { MemberLink } from './member-link.tsx';
import { isLastOwner } from './member-words.ts';
import { RemoveMember } from './remove-member.tsx';

export interface WantedAction {
  what: 'change' | 'sign-in' | 'reset' | 'second-factor-off' | 'remove';
  member: Member;
}

interface MemberActionProps extends WantedAction {
  members: readonly Member[];
  onClose: () => void;
}

/** The dialog of what was chosen in a member's menu. */
export function MemberAction({ what, member, members, onClose }: MemberActionProps) {
  switch (what) {
    case 'change':
      return <ChangeMember member={member} lastOwner={isLastOwner(member, members)} onClose={onClose} />;
    case 'second-factor-off':
      return <EndSecondFactor member={member} onClose={onClose} />;
    case 'remove':
      return <RemoveMember member={member} onClose={onClose} />;
    default:
      return <MemberLink purpose={what} member={member} onClose={onClose} />;
  }
}
