import type { Person } from '@dandelion-loop/contract';
import type { Dispatch, SetStateAction } from 'react';
import { texts } from '../../texts/workflows.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { movedUp, type StepDraft, type WorkflowDraft, withStep } from './workflow-draft.ts';

interface WorkflowStepsProps {
  draft: WorkflowDraft;
  setDraft: Dispatch<SetStateAction<WorkflowDraft>>;
  people: readonly Person[];
}

/** Who does what until when, in their order. */
export function WorkflowSteps({ draft, setDraft, people }: WorkflowStepsProps) {
  const change = (at: number, part: Partial<StepDraft>) =>
    setDraft((now) => ({ ...now, steps: now.steps.map((step, i) => (i === at ? { ...step, ...part } : step)) }));
  return (
    <fieldset>
      <legend>{texts.stepsLegend}</legend>
      <ol className="workflow-steps">
        {draft.steps.map((step, i) => (
          <li key={step.key}>
            <Step step={step} n={i + 1} people={people} onChange={(part) => change(i, part)} />
            <span className="agreement-buttons">
              {i > 0 && (
                <IconButton icon="up" label={texts.up(i + 1)} onClick={() => setDraft((now) => movedUp(now, i))} />
              )}
              {draft.steps.length > 1 && (
                <IconButton
                  icon="delete"
                  label={texts.removeStep(i + 1)}
                  onClick={() => setDraft((now) => ({ ...now, steps: now.steps.filter((one) => one !== step) }))}
                />
              )}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <Button icon="add" onClick={() => setDraft(withStep)}>
          {texts.addStep}
        </Button>
      </p>
    </fieldset>
  );
}

interface StepProps {
  step: StepDraft;
  n: number;
  people: readonly Person[];
  onChange: (part: Partial<StepDraft>) => void;
}

function Step({ step, n, people, onChange }: StepProps) {
  const here = people.filter(({ id, left }) => !left || id === step.owner);
  return (
    <div className="workflow-step">
      <Field label={texts.stepWhat(n)}>
        <TextInput value={step.what} onValue={(what) => onChange({ what })} maxLength={1000} required />
      </Field>
      <div className="plan-row">
        <Field label={texts.stepOwner(n)}>
          <Select
            value={step.owner}
            onValue={(owner) => onChange({ owner })}
            choices={[
              { value: 'bet-owner', label: texts.betOwner },
              { value: 'lead', label: texts.lead },
              ...here.map(({ id, name, left }) => ({ value: id, label: left ? texts.hasLeft(name) : name })),
            ]}
          />
        </Field>
        <Field label={texts.stepDays(n)} error={step.days === null && texts.mustNumber}>
          <NumberInput whole value={step.days} onValue={(days) => onChange({ days })} />
        </Field>
      </div>
      <Checkbox
        label={texts.workingDays}
        checked={step.workingDays}
        onChecked={(workingDays) => onChange({ workingDays })}
      />
    </div>
  );
}
