import { type Preference, setCustomers } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { dayOf } from '../../app/zone-day.ts';
import { texts } from '../../texts/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { CountedCustomers } from './counted-customers.tsx';
import { type CustomersDraft, customersOf, draftOf, faultsOf } from './customers-draft.ts';
import { TestedCustomers } from './tested-customers.tsx';
import { usePreferenceChanged } from './use-preference-changed.ts';

interface TellCustomersProps {
  preference: Preference;
  title: string;
  onClose: () => void;
}

/** What customers answered, or in which test they showed it. It ends the answering. */
export function TellCustomers({ preference, title, onClose }: TellCustomersProps) {
  const { id, version, options, answers, customers } = preference;
  const formId = useId();
  const { timeZone } = useWorkspace();
  const changed = usePreferenceChanged();
  const [draft, setDraft] = useState(() => draftOf(preference, dayOf(Date.now(), timeZone)));
  const [tried, setTried] = useState(false);
  const command = useCommand(setCustomers, {
    onSuccess: async (after) => {
      await changed(after);
      onClose();
      notify({ title: texts.toldIt });
    },
  });
  const set = (part: Partial<CustomersDraft>) => setDraft((before) => ({ ...before, ...part }));
  const faults = tried ? faultsOf(draft) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(draft)).length > 0 || command.isPending) return;
    command.mutate({ params: { id }, body: { version, customers: customersOf(draft) } });
  };
  const fields = { options, draft, faults, set };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.telling}>
            {title}
          </Button>
        </>
      }
    >
      <form id={formId} className="preference-form" onSubmit={submit} noValidate>
        {customers === null && <p>{texts.tellText(answers)}</p>}
        <RadioGroup
          legend={texts.way}
          value={draft.by}
          onValue={(by) => set({ by })}
          choices={(['counts', 'experiment'] as const).map((value) => ({
            ...{ value, label: texts.ways[value], hint: texts.wayHints[value] },
          }))}
        />
        {draft.by === 'counts' ? <CountedCustomers {...fields} /> : <TestedCustomers {...fields} />}
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
