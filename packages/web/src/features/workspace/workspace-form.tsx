import { type BodyInputOf, changeWorkspace, getWorkspace, type Workspace } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWorkspace, workspaceOptions } from '../../app/member.ts';
import { keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { exampleDay, localeChoices, moneyChoices, timeZones } from './setting-choices.ts';
import { SettingsRefusal } from './settings-refusal.tsx';

type Draft = Pick<Workspace, 'name' | 'locale' | 'currency' | 'timeZone' | 'keepUploads'>;

const draftOf = ({ name, locale, currency, timeZone, keepUploads }: Workspace): Draft => ({
  name,
  locale,
  currency,
  timeZone,
  keepUploads,
});

const changed = (draft: Draft, base: Workspace): Partial<Draft> =>
  Object.fromEntries(Object.entries(draft).filter(([name, value]) => base[name as keyof Draft] !== value));

const isEmpty = (difference: object): boolean => Object.keys(difference).length === 0;

function faultsOf({ name, timeZone }: Draft): { name?: string; timeZone?: string } {
  return {
    ...(name.trim() === '' && { name: texts.noName }),
    ...(!timeZones.includes(timeZone) && { timeZone: texts.noZone }),
  };
}

/** The settings of the workspace, to change. */
export function WorkspaceForm() {
  const saved = useWorkspace();
  const client = useQueryClient();
  /** What the form began from: only what differs from it is a change of this person. */
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState<Draft>(() => draftOf(saved));
  const [tried, setTried] = useState(false);
  const begin = (from: Workspace) => {
    setBase(from);
    setDraft(draftOf(from));
  };
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const command = useCommand(changeWorkspace, {
    onSuccess: (workspace) => {
      client.setQueryData(keyOf(getWorkspace, {}), workspace);
      begin(workspace);
      setTried(false);
      notify({ title: texts.saved });
    },
  });
  const difference = changed(draft, base);
  const changedElsewhere = !isEmpty(changed(draftOf(saved), base));
  if (changedElsewhere && isEmpty(difference)) begin(saved);
  const faults = faultsOf(draft);

  function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isEmpty(faults) || isEmpty(difference) || command.isPending) return;
    // The methods have the same version: they are no reason to refuse.
    const { version } = changedElsewhere ? base : saved;
    const body: BodyInputOf<typeof changeWorkspace> = { version, ...difference };
    command.mutate({ body });
  }

  async function takeNewest() {
    const newest = await client.fetchQuery({ ...workspaceOptions, staleTime: 0 });
    begin(newest);
    command.reset();
  }

  const same = isEmpty(difference);
  return (
    <form className="settings" onSubmit={save} noValidate>
      <Section finding={texts.workspace}>
        <Field label={texts.name} hint={texts.nameHint} error={tried ? faults.name : undefined}>
          <TextInput value={draft.name} onValue={(name) => set({ name })} maxLength={80} autoComplete="off" />
        </Field>
      </Section>
      <WritingSection draft={draft} set={set} fault={tried ? faults.timeZone : undefined} />
      <Section finding={texts.files}>
        <RadioGroup
          legend={texts.keep}
          value={draft.keepUploads ? 'keep' : 'delete'}
          onValue={(value) => set({ keepUploads: value === 'keep' })}
          choices={[
            { value: 'delete', label: texts.keepNo(saved.uploadDays), hint: texts.keepNoHint },
            { value: 'keep', label: texts.keepYes, hint: texts.keepYesHint },
          ]}
        />
      </Section>
      {command.error && <SettingsRefusal error={command.error} takeNewest={takeNewest} />}
      <p className="settings-actions">
        <Button
          type="submit"
          kind="primary"
          unavailable={(same && texts.nothingChanged) || (command.isPending && texts.saving)}
        >
          {texts.save}
        </Button>
      </p>
    </form>
  );
}

interface WritingProps {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  fault: string | undefined;
}

function WritingSection({ draft, set, fault }: WritingProps) {
  return (
    <Section finding={texts.writing}>
      <Field label={texts.locale} hint={texts.localeHint(exampleDay(draft.locale))}>
        <Select value={draft.locale} onValue={(locale) => set({ locale })} choices={localeChoices} />
      </Field>
      <Field label={texts.currency} hint={texts.currencyHint}>
        <Select value={draft.currency} onValue={(currency) => set({ currency })} choices={moneyChoices} />
      </Field>
      <Field label={texts.timeZone} hint={texts.timeZoneHint} error={fault}>
        <TextInput
          value={draft.timeZone}
          onValue={(timeZone) => set({ timeZone })}
          list="time-zones"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </Section>
  );
}
