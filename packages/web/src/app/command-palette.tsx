import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { texts } from '../texts/palette.ts';
import { Icon } from '../ui/icon.tsx';
import '../ui/dialog.css';
import '../ui/field.css';
import './command-palette.css';
import { useMay } from './member.ts';
import { type Command, type CommandGroup, matching, useCommands } from './palette-commands.ts';
import { type Found, type SearchExperiments, searchExperiments, useFoundExperiments } from './search-experiments.ts';

interface CommandPaletteProps {
  onClose: () => void;
  search?: SearchExperiments;
}

/** Everything from the keyboard: type, move with the arrows, Enter. */
export function CommandPalette({ onClose, search = searchExperiments }: CommandPaletteProps) {
  const [typed, setTyped] = useState('');
  const keys = useId();
  const found = useFoundExperiments(useMay('experiments:read') ? typed : '', search);
  const groups = useGroups(typed, found);
  const run = (command: Command) => {
    onClose();
    command.run();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="palette" aria-label={texts.title}>
          <Autocomplete.Root
            open
            inline
            items={groups}
            value={typed}
            onValueChange={(value, { reason }) => {
              // What is chosen is done, not written into the field.
              if (reason !== 'item-press') setTyped(value);
            }}
            filter={null}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(command: Command) => command.label}
          >
            <span className="input">
              <Icon name="search" />
              <Autocomplete.Input
                aria-label={texts.input}
                aria-describedby={keys}
                placeholder={texts.placeholder}
                spellCheck={false}
              />
            </span>
            <Autocomplete.List className="palette-list">
              {(group: CommandGroup) => <Group key={group.value} group={group} onRun={run} />}
            </Autocomplete.List>
            <p className="palette-state" role="status">
              {stateWords(typed, found, groups)}
            </p>
          </Autocomplete.Root>
          <p className="palette-keys" id={keys}>
            {texts.keys}
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ group, onRun }: { group: CommandGroup; onRun: (command: Command) => void }) {
  return (
    <Autocomplete.Group items={group.items}>
      <Autocomplete.GroupLabel className="palette-group">{group.value}</Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(command: Command) => (
          <Autocomplete.Item key={command.key} value={command} className="palette-item" onClick={() => onRun(command)}>
            <b>{command.label}</b>
            <span>{command.hint}</span>
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}

function useGroups(typed: string, found: Found): CommandGroup[] {
  const navigate = useNavigate();
  const commands = matching(useCommands(), typed);
  if (found.experiments.length === 0) return commands;
  const experiments = found.experiments.map(({ id, title, importName }) => ({
    key: id,
    label: title,
    hint: importName,
    run: () => void navigate({ to: '/experiments/$id', params: { id } }),
  }));
  return [...commands, { value: texts.experiments, items: experiments }];
}

function stateWords(typed: string, found: Found, groups: readonly CommandGroup[]): string {
  const entries = groups.reduce((sum, { items }) => sum + items.length, 0);
  if (found.state === 'failed') return texts.failed;
  if (found.state === 'searching') return texts.searching;
  return entries === 0 ? texts.nothing(typed.trim()) : texts.found(entries);
}
