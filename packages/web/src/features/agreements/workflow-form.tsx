import {
  changeWorkflow,
  createWorkflow,
  listPeople,
  listRituals,
  type Workflow,
  workflowTriggers,
  workflowVerdicts,
} from '@dandelion-loop/contract';
import { type FormEvent, useState } from 'react';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/workflows.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { useWorkflowsChanged } from './use-workflows-changed.ts';
import { draftOfWorkflow, newWorkflow, readWorkflow, type WorkflowDraft } from './workflow-draft.ts';
import { WorkflowSteps } from './workflow-steps.tsx';

interface WorkflowFormProps {
  /** Null: a new one. */
  workflow: Workflow | null;
  onDone: () => void;
}

interface WorkflowPart {
  draft: WorkflowDraft;
  set: (part: Partial<WorkflowDraft>) => void;
}

const verdictsOf = (trigger: WorkflowDraft['trigger']): Workflow['verdicts'] =>
  trigger === 'bet-decided' || trigger === 'test-judged' ? [...workflowVerdicts[trigger]] : [];

/** A checklist: when it begins, and who does what until when. */
export function WorkflowForm({ workflow, onDone }: WorkflowFormProps) {
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(workflow?.version ?? 0);
  const [draft, setDraft] = useState(() => (workflow === null ? newWorkflow : draftOfWorkflow(workflow)));
  const [missing, setMissing] = useState(false);
  const changed = useWorkflowsChanged();
  const onSuccess = async () => {
    await changed();
    notify({ title: texts.saved });
    onDone();
  };
  const add = useCommand(createWorkflow, { onSuccess });
  const change = useCommand(changeWorkflow, { onSuccess, onError: changed });
  const error = add.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = readWorkflow(draft, verdictsOf(draft.trigger));
    setMissing(body === null);
    if (body === null) return;
    if (workflow === null) add.mutate({ body });
    else change.mutate({ params: { id: workflow.id }, body: { version, ...body } });
  };
  const part: WorkflowPart = { draft, set: (given) => setDraft((now) => ({ ...now, ...given })) };
  const { data } = useAnswer(listPeople, {});
  return (
    <form
      className="plan-form plan-part"
      onSubmit={submit}
      aria-label={workflow === null ? texts.newTitle : texts.edit}
    >
      <Field label={texts.name}>
        <TextInput value={draft.name} onValue={(name) => part.set({ name })} maxLength={120} required autoFocus />
      </Field>
      <Field label={texts.purpose} optional>
        <TextArea value={draft.purpose} onValue={(purpose) => part.set({ purpose })} rows={2} maxLength={1000} />
      </Field>
      <Beginning {...part} />
      <WorkflowSteps draft={draft} setDraft={setDraft} people={data?.people ?? []} />
      {(missing || error !== null) && <FieldError>{error?.message ?? texts.mustNumber}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" kind="primary" unavailable={(add.isPending || change.isPending) && texts.saving}>
          {texts.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

function Beginning({ draft, set }: WorkflowPart) {
  const { trigger, verdicts } = draft;
  const isMeeting = trigger === 'meeting-ended';
  const { data } = useAnswer(listRituals, {}, { enabled: isMeeting });
  const known = verdictsOf(trigger);
  return (
    <>
      <Field label={texts.trigger}>
        <Select
          value={trigger}
          onValue={(value) => set({ trigger: value })}
          choices={workflowTriggers.map((value) => ({ value, label: texts.triggers[value] }))}
        />
      </Field>
      {known.length > 0 && (
        <fieldset className="group">
          <legend>{texts.verdicts}</legend>
          <p className="field-hint">{texts.verdictsHint}</p>
          <div className="plan-picks">
            {known.map((verdict) => (
              <Checkbox
                key={verdict}
                label={texts.verdictWords[verdict]}
                checked={verdicts.includes(verdict)}
                onChecked={(on) =>
                  set({ verdicts: on ? [...verdicts, verdict] : verdicts.filter((one) => one !== verdict) })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
      {isMeeting && (
        <Field label={texts.ritual}>
          <Select
            value={draft.ritualId}
            onValue={(ritualId) => set({ ritualId })}
            choices={[
              { value: '', label: texts.anyRitual },
              ...(data?.rituals ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
      )}
    </>
  );
}
