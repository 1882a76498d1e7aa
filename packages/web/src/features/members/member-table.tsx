import type { Member } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { useMay, useSession } from '../../app/member.ts';
import { texts } from '../../texts/members.ts';
import { roleWords } from '../../texts/roles.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { WantedAction } from './member-action.tsx';
import { isLastOwner, present, signInWords } from './member-words.ts';

interface MemberTableProps {
  members: readonly Member[];
  onAction: (wanted: WantedAction) => void;
}

const words = texts.columns;

/** Who is here now. */
export function MemberTable({ members, onAction }: MemberTableProps) {
  const may = useMay('members:write');
  return (
    <BlockTable caption={texts.list}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.role}</th>
          <th scope="col">{words.signIn}</th>
          <th scope="col">{words.seen}</th>
          {may && (
            <th scope="col">
              <span className="visually-hidden">{words.does}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {present(members).map((member) => (
          <Row key={member.id} member={member} lastOwner={isLastOwner(member, members)} onAction={may && onAction} />
        ))}
      </tbody>
    </BlockTable>
  );
}

interface RowProps {
  member: Member;
  lastOwner: boolean;
  /** False: one may only look. */
  onAction: false | MemberTableProps['onAction'];
}

function Row({ member, lastOwner, onAction }: RowProps) {
  const session = useSession();
  const { day, moment } = useFormats();
  const { name, email, role, lastSeenAt, joinedAt } = member;
  return (
    <tr>
      <th scope="row">
        {name}
        {member.id === session.member.id && <span className="quiet"> ({texts.you})</span>}
        {email && <small>{email}</small>}
      </th>
      <td>
        {roleWords[role].name}
        {lastOwner && <small>{texts.lastOwner}</small>}
      </td>
      <td data-label={words.signIn}>{signInWords(member)}</td>
      <td data-label={words.seen}>{lastSeenAt === null ? `${texts.never}, ${day(joinedAt)}` : moment(lastSeenAt)}</td>
      {onAction && (
        <td className="actions">
          <Menu
            align="end"
            trigger={<IconButton icon="more" label={texts.menu(name)} />}
            entries={entriesOf(member, lastOwner, onAction)}
          />
        </td>
      )}
    </tr>
  );
}

function entriesOf(member: Member, lastOwner: boolean, onAction: (wanted: WantedAction) => void) {
  const entry = (what: WantedAction['what'], label: string) => ({
    key: what,
    label,
    run: () => onAction({ what, member }),
  });
  return [
    entry('change', texts.change),
    entry('sign-in', texts.signInLink),
    ...(member.email === null ? [] : [entry('reset', texts.resetLink)]),
    ...(member.secondFactor ? [entry('second-factor-off', texts.secondFactorOff)] : []),
    ...(lastOwner ? [] : [{ ...entry('remove', texts.remove), danger: true }]),
  ];
}
