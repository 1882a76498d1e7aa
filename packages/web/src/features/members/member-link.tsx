import { type Member, makeMemberLink } from '@dandelion-loop/contract';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/members.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import { HandedLink } from './handed-link.tsx';

interface MemberLinkProps {
  member: Member;
  purpose: 'sign-in' | 'reset';
  onClose: () => void;
}

/** A link for who cannot get in: what it does, then the link. */
export function MemberLink({ member, purpose, onClose }: MemberLinkProps) {
  const { id, name, secondFactor } = member;
  const command = useCommand(makeMemberLink);
  const made = command.data;
  return (
    <Dialog
      open
      once={made !== undefined}
      onClose={onClose}
      title={made ? texts.invited(name) : texts.linkTitle[purpose](name)}
      actions={
        made ? (
          <Button onClick={onClose}>{texts.done}</Button>
        ) : (
          <>
            <CancelButton onClose={onClose} />
            <Button
              kind="primary"
              unavailable={command.isPending && texts.making}
              onClick={() => command.mutate({ params: { id }, body: { purpose } })}
            >
              {texts.make}
            </Button>
          </>
        )
      }
    >
      {made ? <HandedLink {...made} /> : <p>{texts.linkSays[purpose]}</p>}
      {!made && <p>{texts.linkWarning}</p>}
      {secondFactor && <p>{texts.linkSecondStep}</p>}
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </Dialog>
  );
}
