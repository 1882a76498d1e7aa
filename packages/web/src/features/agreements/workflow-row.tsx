import {
  changeWorkflow,
  deleteWorkflow,
  startWorkflow,
  type Workflow,
  type WorkflowStep,
} from '@dandelion-loop/contract';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/workflows.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Details } from '../../ui/details.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { notify } from '../../ui/notify.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useWorkflowsChanged } from './use-workflows-changed.ts';

interface WorkflowRowProps {
  workflow: Workflow;
  mayWrite: boolean;
  onEdit: () => void;
}

/** A workflow: when it begins, its steps, and what can be done with it. */
export function WorkflowRow({ workflow, mayWrite, onEdit }: WorkflowRowProps) {
  const { name, purpose, trigger, verdicts, ritual, steps, active, runs, people } = workflow;
  const ownerOf = ({ owner }: WorkflowStep) => {
    if (owner.kind !== 'member') return texts.stepOwners[owner.kind];
    const person = people.find(({ id }) => id === owner.id);
    return person?.left ? texts.hasLeft(person.name) : (person?.name ?? '');
  };
  const when =
    texts.triggers[trigger] +
    (verdicts.length > 0 ? texts.onlyVerdicts(verdicts.map((verdict) => texts.verdictWords[verdict])) : '') +
    (ritual === null ? '' : texts.ofRitual(ritual.name));
  return (
    <li>
      <Glyph tone={active ? 'running' : 'stopped'} />
      <div>
        <b>{name}</b>
        <small className="quiet">
          {[active ? when : texts.off, texts.steps(steps.length), texts.runs(runs.total)].join(' · ')}
        </small>
        {purpose !== '' && <p>{purpose}</p>}
        <Details summary={texts.stepsLegend}>
          <ol className="workflow-said">
            {steps.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two steps can be alike in everything.
              <li key={`${at} ${step.what}`}>
                {step.what}{' '}
                <small className="quiet">
                  {ownerOf(step)}, {texts.stepWhen(step.days, step.workingDays)}
                </small>
              </li>
            ))}
          </ol>
        </Details>
      </div>
      {mayWrite && <RowActions workflow={workflow} onEdit={onEdit} />}
    </li>
  );
}

function RowActions({ workflow, onEdit }: Omit<WorkflowRowProps, 'mayWrite'>) {
  const { id, name, active, version } = workflow;
  const [asking, setAsking] = useState<'start' | 'remove' | null>(null);
  const changed = useWorkflowsChanged();
  const done = (title: string) => ({
    onSuccess: async () => {
      setAsking(null);
      await changed();
      notify({ title });
    },
  });
  const start = useCommand(startWorkflow, done(texts.started));
  const remove = useCommand(deleteWorkflow, done(texts.removed));
  const turn = useCommand(changeWorkflow, {
    ...done(texts.saved),
    onError: (error) => notify({ tone: 'warning', title: texts.failed, text: error.message }),
  });
  const params = { id };
  const close = () => setAsking(null);
  return (
    <span className="agreement-buttons">
      <Button aria-label={texts.startNamed(name)} onClick={() => setAsking('start')}>
        {texts.start}
      </Button>
      <Menu
        align="end"
        trigger={<IconButton icon="more" label={texts.more(name)} />}
        entries={[
          { key: 'edit', label: texts.edit, icon: 'edit', run: onEdit },
          {
            key: 'turn',
            label: active ? texts.turnOff : texts.turnOn,
            run: () => turn.mutate({ params, body: { version, active: !active } }),
          },
          { key: 'remove', label: texts.remove, icon: 'delete', danger: true, run: () => setAsking('remove') },
        ]}
      />
      <ReasonDialog
        open={asking === 'start'}
        onClose={close}
        title={texts.startTitle(name)}
        label={texts.startAbout}
        hint={texts.startHint}
        confirm={texts.start}
        busy={start.isPending}
        error={start.error}
        onConfirm={(about) => start.mutate({ params, body: { about: about.slice(0, 200) } })}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        onClose={close}
        title={texts.removeTitle(name)}
        confirm={texts.remove}
        busy={remove.isPending ? texts.saving : undefined}
        error={remove.error?.message}
        onConfirm={() => remove.mutate({ params, query: { version } })}
      >
        {texts.removeText}
      </ConfirmDialog>
    </span>
  );
}
