import { type Invite, listMembers, withdrawInvite } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/members.ts';
import { roleWords } from '../../texts/roles.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { inviteeOf } from './member-words.ts';

const words = texts.openColumns;

/** Invitations that nobody has taken yet. */
export function OpenInvites({ invites }: { invites: readonly Invite[] }) {
  const may = useMay('members:write');
  const [withdrawing, setWithdrawing] = useState<Invite | null>(null);
  return (
    <Section finding={texts.open(invites.length)}>
      <BlockTable caption={texts.openList}>
        <thead>
          <tr>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.role}</th>
            <th scope="col">{words.by}</th>
            <th scope="col">{words.ends}</th>
            {may && (
              <th scope="col">
                <span className="visually-hidden">{texts.columns.does}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {invites.map((invite) => (
            <Row key={invite.id} invite={invite} onWithdraw={may && setWithdrawing} />
          ))}
        </tbody>
      </BlockTable>
      {withdrawing && <Withdraw invite={withdrawing} onClose={() => setWithdrawing(null)} />}
    </Section>
  );
}

function Row({ invite, onWithdraw }: { invite: Invite; onWithdraw: false | ((invite: Invite) => void) }) {
  const { moment } = useFormats();
  const { name, email, role, by, expiresAt } = invite;
  return (
    <tr>
      <th scope="row">
        {inviteeOf(invite) ?? texts.anybody}
        {name && email && <small>{email}</small>}
      </th>
      <td data-label={words.role}>{roleWords[role].name}</td>
      <td data-label={words.by}>{by}</td>
      <td data-label={words.ends}>{moment(expiresAt)}</td>
      {onWithdraw && (
        <td className="actions">
          <Button
            kind="quiet"
            aria-label={texts.withdrawOf(inviteeOf(invite) ?? texts.whoever)}
            onClick={() => onWithdraw(invite)}
          >
            {texts.withdraw}
          </Button>
        </td>
      )}
    </tr>
  );
}

function Withdraw({ invite, onClose }: { invite: Invite; onClose: () => void }) {
  const client = useQueryClient();
  const command = useCommand(withdrawInvite, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listMembers.path] });
      onClose();
      notify({ title: texts.withdrawn });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.withdrawTitle(inviteeOf(invite) ?? texts.whoever)}
      confirm={texts.withdraw}
      busy={command.isPending ? texts.withdrawing : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id: invite.id } })}
    >
      {texts.withdrawSays}
    </ConfirmDialog>
  );
}
