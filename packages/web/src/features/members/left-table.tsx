import type { Member } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/members.ts';
import { roleWords } from '../../texts/roles.ts';
import { BlockTable } from '../../ui/block-table.tsx';

const words = texts.leftColumns;

/** Who was here. Their names stay on what they did. */
export function LeftTable({ members }: { members: readonly Member[] }) {
  const { day } = useFormats();
  return (
    <BlockTable caption={texts.leftList}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.role}</th>
          <th scope="col">{words.joined}</th>
          <th scope="col">{words.left}</th>
        </tr>
      </thead>
      <tbody>
        {members.map(({ id, name, role, joinedAt, leftAt }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td data-label={words.role}>{roleWords[role].name}</td>
            <td data-label={words.joined}>{day(joinedAt)}</td>
            <td data-label={words.left}>{day(leftAt!)}</td>
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}
