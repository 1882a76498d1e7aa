import { getImport, type Import, listImports, renameImport } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { answerOptions, keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { TextInput } from '../../ui/text-input.tsx';

interface RenameImportProps {
  imported: Import;
  onClose: () => void;
}

/** A new name. When another tab was faster, nothing typed is lost, and both names are there to choose from. */
export function RenameImport({ imported, onClose }: RenameImportProps) {
  const client = useQueryClient();
  const formId = useId();
  // As it was when somebody began to type: what another tab does meanwhile is a conflict.
  const [{ id, name, version }] = useState(imported);
  const [typed, setTyped] = useState(name);
  const [newest, setNewest] = useState<Import | null>(null);
  const command = useCommand(renameImport, {
    onSuccess: async (renamed) => {
      client.setQueryData(keyOf(getImport, { params: { id } }), renamed);
      onClose();
      notify({ title: texts.renamed });
      await client.invalidateQueries({ queryKey: [listImports.path] });
    },
    onError: async (error) => {
      if (!(error instanceof ApiProblem) || error.code !== 'conflict') return;
      setNewest(await client.fetchQuery({ ...answerOptions(getImport, { params: { id } }), staleTime: 0 }));
    },
  });
  const save = (known: number) => {
    if (typed.trim() !== '' && !command.isPending)
      command.mutate({ params: { id }, body: { version: known, name: typed.trim() } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(newest?.version ?? version);
  };
  const missing = typed.trim() === '' ? texts.nameMissing : undefined;
  const told = newest === null ? command.error?.message : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.rename}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button
            type="submit"
            form={formId}
            kind="primary"
            unavailable={missing ?? (command.isPending && texts.saving)}
          >
            {newest === null ? texts.save : texts.saveMine}
          </Button>
        </>
      }
    >
      <form id={formId} className="rename" onSubmit={submit} noValidate>
        <Field label={texts.newName} error={missing ?? told}>
          <TextInput value={typed} onValue={setTyped} maxLength={200} autoComplete="off" />
        </Field>
        {newest !== null && (
          <div role="alert">
            <Notice
              tone="warning"
              title={texts.conflictTitle}
              action={
                <Button
                  onClick={() => {
                    setTyped(newest.name);
                    onClose();
                  }}
                >
                  {texts.takeNewest}
                </Button>
              }
            >
              {texts.conflict(newest.name)}
            </Notice>
          </div>
        )}
      </form>
    </Dialog>
  );
}
