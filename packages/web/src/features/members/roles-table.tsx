import { permissions, permissionsOfRole, roles } from '@dandelion-loop/contract';
import { texts } from '../../texts/members.ts';
import { roleWords } from '../../texts/roles.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What each role may do, as the server asks it. */
export function RolesTable() {
  return (
    <div className="roles-table">
      <DataTable caption={texts.rolesList} hideCaption>
        <thead>
          <tr>
            <th scope="col">{texts.right}</th>
            {roles.map((role) => (
              <th scope="col" key={role}>
                {roleWords[role].name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions
            .filter((permission) => texts.rights[permission] !== null)
            .map((permission) => (
              <tr key={permission}>
                <th scope="row">{texts.rights[permission]}</th>
                {roles.map((role) => (
                  <td key={role}>
                    <MayOrNot may={permissionsOfRole[role].includes(permission)} />
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function MayOrNot({ may }: { may: boolean }) {
  return (
    <>
      {may ? <Icon name="check" /> : <span aria-hidden="true">–</span>}
      <span className="visually-hidden">{may ? texts.yes : texts.no}</span>
    </>
  );
}
