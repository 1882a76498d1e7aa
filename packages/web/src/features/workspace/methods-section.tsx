import { changeMethods, getWorkspace, type Inference, type Methods, type Workspace } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMay, useWorkspace, workspaceOptions } from '../../app/member.ts';
import { keyOf, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { changedMethods, faultsOfMethods, type MethodsDraft, methodsDraft } from './methods-draft.ts';
import { SettingsRefusal } from './settings-refusal.tsx';

/** How new imports are judged where nobody says otherwise. */
export function MethodsSection() {
  const saved = useWorkspace();
  const mayChange = useMay('methods:write');
  return (
    <Section
      finding={texts.methods}
      note={
        <>
          <h3>{texts.methodsNote}</h3>
          <p>{texts.methodsNoteText}</p>
        </>
      }
    >
      {mayChange ? <MethodsForm saved={saved} /> : <MethodsFacts methods={saved.methods} />}
    </Section>
  );
}

const inferences: readonly Inference[] = ['fixed', 'sequential', 'bayesian'];

function MethodsFacts({ methods }: { methods: Methods }) {
  const { inference, level, practical } = methodsDraft(methods);
  return (
    <dl className="settings-facts">
      <dt>{texts.inference}</dt>
      <dd>{texts.inferences[inference].name}</dd>
      <dt>{texts.level}</dt>
      <dd>{level}%</dd>
      <dt>{texts.practical}</dt>
      <dd>{practical}%</dd>
    </dl>
  );
}

function MethodsForm({ saved }: { saved: Workspace }) {
  const { draft, set, faults, unavailable, command, save, takeNewest } = useMethodsForm(saved);
  // The one gold button of the page is the other form's, where that is there.
  const alone = !useMay('workspace:write');
  return (
    <form className="settings" onSubmit={save} noValidate>
      <RadioGroup
        legend={texts.inference}
        value={draft.inference}
        onValue={(inference) => set({ inference })}
        choices={inferences.map((value) => ({
          value,
          label: texts.inferences[value].name,
          hint: texts.inferences[value].when,
        }))}
      />
      <Field label={texts.level} hint={texts.levelHint} error={faults.level}>
        <NumberInput value={draft.level} onValue={(level) => set({ level })} unit="%" />
      </Field>
      <Field label={texts.practical} hint={texts.practicalHint} error={faults.practical}>
        <NumberInput value={draft.practical} onValue={(practical) => set({ practical })} unit="%" />
      </Field>
      {command.error && <SettingsRefusal error={command.error} takeNewest={takeNewest} />}
      <p className="settings-actions">
        <Button type="submit" kind={alone ? 'primary' : 'plain'} unavailable={unavailable}>
          {texts.saveMethods}
        </Button>
      </p>
    </form>
  );
}

const isEmpty = (difference: object): boolean => Object.keys(difference).length === 0;

function useMethodsForm(saved: Workspace) {
  const client = useQueryClient();
  /** What the form began from: only what differs from it is a change of this person. */
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState<MethodsDraft>(() => methodsDraft(saved.methods));
  const begin = (from: Workspace) => {
    setBase(from);
    setDraft(methodsDraft(from.methods));
  };
  const [tried, setTried] = useState(false);
  const command = useCommand(changeMethods, {
    onSuccess: (workspace) => {
      client.setQueryData(keyOf(getWorkspace, {}), workspace);
      begin(workspace);
      setTried(false);
      notify({ title: texts.methodsSaved });
    },
  });
  const found = faultsOfMethods(draft);
  const faulty = Object.keys(found).length > 0;
  const changes = faulty ? {} : changedMethods(draft, base.methods);
  const changedElsewhere = !isEmpty(changedMethods(methodsDraft(saved.methods), base.methods));
  const same = !faulty && isEmpty(changes);
  if (changedElsewhere && same) begin(saved);
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    // The other settings have the same version: they are no reason to refuse.
    const { version } = changedElsewhere ? base : saved;
    if (!faulty && !same && !command.isPending) command.mutate({ body: { version, ...changes } });
  };
  const takeNewest = async () => {
    const newest = await client.fetchQuery({ ...workspaceOptions, staleTime: 0 });
    begin(newest);
    command.reset();
  };
  return {
    draft,
    set: (part: Partial<MethodsDraft>) => setDraft({ ...draft, ...part }),
    faults: tried ? found : {},
    unavailable: (same && texts.nothingChanged) || (command.isPending && texts.saving),
    command,
    save,
    takeNewest,
  };
}
