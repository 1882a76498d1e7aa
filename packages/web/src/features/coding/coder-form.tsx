import { type Coder, type CoderDefinition, changeCoder, createCoder, listCoders } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/coding.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { CoderTrial } from './coder-trial.tsx';

interface Typed {
  name: string;
  kind: CoderDefinition['kind'];
  words: string;
  pattern: string;
}

const kinds = (['words', 'pattern'] as const).map((value) => ({
  ...{ value, label: texts.kinds[value], hint: texts.kindHints[value] },
}));

function typedOf(coder: Coder | null): Typed {
  const definition = coder?.own?.definition;
  return {
    name: coder?.name ?? '',
    kind: definition?.kind ?? 'words',
    words: definition?.kind === 'words' ? definition.words.join('\n') : '',
    pattern: definition?.kind === 'pattern' ? definition.pattern : '',
  };
}

const definitionOf = ({ kind, words, pattern }: Typed): CoderDefinition =>
  kind === 'pattern'
    ? { kind, pattern }
    : {
        kind,
        words: words
          .split('\n')
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      };

const isEmpty = (definition: CoderDefinition): boolean =>
  definition.kind === 'pattern' ? definition.pattern === '' : definition.words.length === 0;

/** A coder of one's own while it is made or changed, with what it would find; one that ships can only be tried. */
export function CoderForm({ coder, onClose }: { coder: Coder | null; onClose: () => void }) {
  const formId = useId();
  const writes = useMay('learnings:write') && (coder === null || coder.own !== null);
  const [typed, setTyped] = useState(() => typedOf(coder));
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const saved = {
    onSuccess: async ({ name }: Coder) => {
      await client.invalidateQueries({ queryKey: [listCoders.path] });
      onClose();
      notify({ title: texts.saved(name) });
    },
  };
  const create = useCommand(createCoder, saved);
  const change = useCommand(changeCoder, saved);
  const definition = definitionOf(typed);
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const busy = create.isPending || change.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const name = typed.name.trim();
    if (name === '' || busy) return;
    if (coder?.own) change.mutate({ params: { id: coder.id }, body: { version: coder.own.version, name, definition } });
    else create.mutate({ body: { name, definition } });
  };
  const error = create.error ?? change.error;
  const title = coder === null ? texts.addTitle : writes ? texts.changeTitle(coder.name) : texts.tryTitle(coder.name);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        writes ? (
          <>
            <CancelButton onClose={onClose} />
            <Button type="submit" form={formId} kind="primary" unavailable={busy && texts.saving}>
              {texts.save}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{texts.close}</Button>
        )
      }
    >
      <form id={formId} className="coder-form" onSubmit={submit} noValidate>
        {writes ? (
          <Definition typed={typed} set={set} nameMissing={tried && typed.name.trim() === ''} />
        ) : (
          <p>{coder?.explains}</p>
        )}
        {error && <FieldError>{error.message}</FieldError>}
        {writes
          ? !isEmpty(definition) && <CoderTrial of={{ definition }} />
          : coder !== null && <CoderTrial of={{ id: coder.id }} />}
      </form>
    </Dialog>
  );
}

interface DefinitionProps {
  typed: Typed;
  set: (part: Partial<Typed>) => void;
  nameMissing: boolean;
}

const plainInput = { spellCheck: false, autoComplete: 'off', autoCapitalize: 'off' } as const;

function Definition({ typed, set, nameMissing }: DefinitionProps) {
  return (
    <>
      <Field label={texts.name} hint={texts.nameHint} error={nameMissing ? texts.nameMissing : undefined}>
        <TextInput value={typed.name} onValue={(name) => set({ name })} maxLength={80} autoComplete="off" />
      </Field>
      <RadioGroup legend={texts.looksFor} value={typed.kind} onValue={(kind) => set({ kind })} choices={kinds} />
      {typed.kind === 'words' ? (
        <Field label={texts.words} hint={texts.wordsHint}>
          <TextArea rows={5} value={typed.words} onValue={(words) => set({ words })} {...plainInput} />
        </Field>
      ) : (
        <Field label={texts.pattern} hint={texts.patternHint}>
          <TextInput
            className="pattern"
            value={typed.pattern}
            onValue={(pattern) => set({ pattern })}
            maxLength={2000}
            {...plainInput}
          />
        </Field>
      )}
    </>
  );
}
