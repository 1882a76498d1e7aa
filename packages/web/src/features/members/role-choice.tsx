import { type Role, roles } from '@dandelion-loop/contract';
import { texts } from '../../texts/members.ts';
import { roleWords } from '../../texts/roles.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';

interface RoleChoiceProps {
  value: Role | null;
  onValue: (role: Role) => void;
  error?: string | undefined;
}

/** A role, with one sentence of what it may. */
export function RoleChoice({ value, onValue, error }: RoleChoiceProps) {
  return (
    <RadioGroup
      legend={texts.role}
      value={value}
      onValue={onValue}
      error={error}
      choices={roles.map((role) => ({ value: role, label: roleWords[role].name, hint: texts.roleMay[role] }))}
    />
  );
}
