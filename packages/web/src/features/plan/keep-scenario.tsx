import { addScenario, compareScenarios } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { TextInput } from '../../ui/text-input.tsx';
import type { Shown } from './plan-context.ts';
import { scenarioChanges } from './scenario-changes.ts';

/** Gives what is tried a name, so that it can be compared later. */
export function KeepScenario({ shown: { whole, whatIf } }: { shown: Shown }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const keep = useCommand(addScenario, {
    onSuccess: async () => {
      setOpen(false);
      setName('');
      notify({ title: texts.scenarioKept });
      await client.invalidateQueries({ queryKey: [compareScenarios.path] });
    },
  });
  const changes = scenarioChanges(whatIf, whole);
  const submit = () => keep.mutate({ params: { id: whole.plan.id }, body: { name, changes } });
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.keep}</Button>
      <Dialog
        open={open}
        onClose={close}
        title={texts.keep}
        actions={
          <>
            <CancelButton onClose={close} />
            <Button kind="primary" onClick={submit} unavailable={keep.isPending && texts.reading}>
              {texts.scenarioKeep}
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Field label={texts.scenarioName} error={keep.error?.message}>
            <TextInput value={name} onValue={setName} maxLength={200} />
          </Field>
        </form>
        {whatIf.moved.length > 0 && <p>{texts.movesNotKept}</p>}
      </Dialog>
    </>
  );
}
