import type { BodyInputOf, changeWorkflow, Workflow, WorkflowStep, WorkflowTrigger } from '@dandelion-loop/contract';

/** What is typed of a workflow, and what is sent of it. */

export interface StepDraft {
  /** Of the list on the page alone. */
  key: number;
  what: string;
  /** `bet-owner`, `lead`, or the id of a member. */
  owner: string;
  days: number | null;
  workingDays: boolean;
}

export interface WorkflowDraft {
  name: string;
  purpose: string;
  trigger: WorkflowTrigger;
  verdicts: Workflow['verdicts'];
  /** Empty: any. */
  ritualId: string;
  steps: readonly StepDraft[];
}

export type WorkflowBody = Omit<BodyInputOf<typeof changeWorkflow>, 'version'>;

const noStep = (key: number): StepDraft => ({ key, what: '', owner: 'bet-owner', days: 1, workingDays: true });

export const newWorkflow: WorkflowDraft = {
  ...{ name: '', purpose: '', trigger: 'bet-started', verdicts: [], ritualId: '', steps: [noStep(1)] },
};

export function draftOfWorkflow(workflow: Workflow): WorkflowDraft {
  const { name, purpose, trigger, verdicts, ritual, steps } = workflow;
  return {
    ...{ name, purpose, trigger, verdicts, ritualId: ritual?.id ?? '' },
    steps: steps.map(({ what, owner, days, workingDays }, i) => ({
      ...{ key: i + 1, what, days, workingDays },
      owner: owner.kind === 'member' ? owner.id : owner.kind,
    })),
  };
}

export function withStep(draft: WorkflowDraft): WorkflowDraft {
  const key = Math.max(0, ...draft.steps.map((step) => step.key)) + 1;
  return { ...draft, steps: [...draft.steps, noStep(key)] };
}

/** The step before it goes after it. */
export function movedUp(draft: WorkflowDraft, at: number): WorkflowDraft {
  if (at <= 0) return draft;
  const steps = [...draft.steps];
  [steps[at - 1], steps[at]] = [steps[at]!, steps[at - 1]!];
  return { ...draft, steps };
}

const ownerOf = (owner: string): WorkflowStep['owner'] =>
  owner === 'bet-owner' || owner === 'lead' ? { kind: owner } : { kind: 'member', id: owner };

/** Null: a number of days is missing. Another trigger has other verdicts, and only meetings have a ritual. */
export function readWorkflow(draft: WorkflowDraft, known: readonly string[]): WorkflowBody | null {
  const { name, purpose, trigger, verdicts, ritualId, steps } = draft;
  if (steps.some(({ days }) => days === null)) return null;
  return {
    ...{ name, purpose, trigger, verdicts: verdicts.filter((verdict) => known.includes(verdict)) },
    ritualId: trigger === 'meeting-ended' && ritualId !== '' ? ritualId : null,
    steps: steps.map(({ what, owner, days, workingDays }) => ({
      ...{ what, owner: ownerOf(owner), days: days!, workingDays },
    })),
  };
}
