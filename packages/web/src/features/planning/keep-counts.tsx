import { createImport, getImport, listImports } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useMay, workspaceOptions } from '../../app/member.ts';
import { keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/four-numbers.ts';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { nameOfCounts } from './four-numbers.ts';
import type { JudgedCounts } from './four-numbers.tsx';

interface KeepCountsProps {
  judged: JudgedCounts;
  /** A screen has one gold button: on a page with another one, keeping is plain. */
  kind: ButtonKind;
}

/** Stores the counts as an import, and goes to its result. */
export function KeepCounts({ judged: { counts, draft, setDraft, clear, current }, kind }: KeepCountsProps) {
  const mayKeep = useMay('imports:write');
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(createImport, {
    onSuccess: async (made) => {
      clear();
      client.setQueryData(keyOf(getImport, { params: { id: made.id } }), made);
      void client.invalidateQueries({ queryKey: [listImports.path] });
      void client.invalidateQueries({ queryKey: workspaceOptions.queryKey });
      // Counts are judged while one waits.
      if (made.experimentId !== null) await navigate({ to: '/experiments/$id', params: { id: made.experimentId } });
      else await navigate({ to: '/imports/$id', params: { id: made.id } });
    },
  });
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (current && !command.isPending) {
      command.mutate({ body: { source: 'counts', name: nameOfCounts(draft), counts } });
    }
  };
  if (!mayKeep) return null;
  return (
    <form className="keep-counts" onSubmit={keep} noValidate>
      <Field
        label={texts.keepName}
        hint={texts.keepHint}
        error={command.error && `${texts.notKept} ${command.error.message}`}
      >
        <TextInput
          value={draft.name}
          onValue={(name) => setDraft({ name })}
          placeholder={nameOfCounts({ ...draft, name: '' })}
          maxLength={200}
          autoComplete="off"
        />
      </Field>
      <Button
        type="submit"
        kind={kind}
        unavailable={(!current && texts.waitForVerdict) || (command.isPending && texts.keeping)}
      >
        {texts.keep}
      </Button>
    </form>
  );
}
