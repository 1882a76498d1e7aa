import { type AnswerOf, createKey, listKeys, type Scope } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/keys.ts';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { curlLine } from './key-words.ts';
import { ScopeChoice } from './scope-choice.tsx';

type Made = AnswerOf<typeof createKey>;

/** First what it may, then the key itself, this once. */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [made, setMade] = useState<Made | null>(null);
  const command = useCommand(createKey, {
    onSuccess: async (answer) => {
      setMade(answer);
      await client.invalidateQueries({ queryKey: [listKeys.path] });
    },
  });
  return made === null ? <KeyForm command={command} onClose={onClose} /> : <MadeKey made={made} onClose={onClose} />;
}

function MadeKey({ made: { key, token }, onClose }: { made: Made; onClose: () => void }) {
  const line = curlLine(location.origin, token, key.scopes);
  return (
    <Dialog
      open
      once
      onClose={onClose}
      title={texts.made(key.name)}
      actions={<Button onClick={onClose}>{texts.done}</Button>}
    >
      <p>{texts.noteText}</p>
      <CopyField label={texts.token} hint={texts.tokenOnce} value={token} />
      {line !== null && <CopyField label={texts.curl} hint={texts.curlHint} value={line} />}
      <p>
        <a href="/api/docs">{texts.docs}</a>
      </p>
    </Dialog>
  );
}

type Days = keyof typeof texts.dayChoices;

const dayChoices = (['30', '90', '365', '0'] as const).map((value) => ({ value, label: texts.dayChoices[value] }));

interface Typed {
  name: string;
  scopes: readonly Scope[];
  days: Days;
}

const faultsOf = ({ name, scopes }: Typed): { name?: string; scopes?: string } => ({
  ...(name.trim() === '' && { name: texts.nameMissing }),
  ...(scopes.length === 0 && { scopes: texts.scopesMissing }),
});

interface KeyFormProps {
  command: ReturnType<typeof useCommand<typeof createKey>>;
  onClose: () => void;
}

function KeyForm({ command, onClose }: KeyFormProps) {
  const formId = useId();
  const [typed, setTyped] = useState<Typed>({ name: '', scopes: [], days: '365' });
  const [tried, setTried] = useState(false);
  const faults = tried ? faultsOf(typed) : {};
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(typed)).length > 0 || command.isPending) return;
    const days = typed.days === '0' ? null : Number(typed.days);
    command.mutate({ body: { name: typed.name.trim(), scopes: [...typed.scopes], days } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.makeTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.making}>
            {texts.makeIt}
          </Button>
        </>
      }
    >
      <form id={formId} className="key-form" onSubmit={submit} noValidate>
        <Field label={texts.name} hint={texts.nameHint} error={faults.name}>
          <TextInput value={typed.name} onValue={(name) => set({ name })} maxLength={80} autoComplete="off" />
        </Field>
        <Field label={texts.days} hint={texts.daysHint}>
          <Select value={typed.days} onValue={(days) => set({ days })} choices={dayChoices} />
        </Field>
        <ScopeChoice value={typed.scopes} onValue={(scopes) => set({ scopes })} error={faults.scopes} />
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
