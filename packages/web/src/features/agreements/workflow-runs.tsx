import { changeFollowUp, listPeople, type WorkflowRun } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay, useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/workflows.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { notify } from '../../ui/notify.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { useWorkflowsChanged } from './use-workflows-changed.ts';

type Task = WorkflowRun['tasks'][number];

/** Checklists that began, with who does what until when. */
export function WorkflowRuns({ runs }: { runs: readonly WorkflowRun[] }) {
  return (
    <div className="workflow-runs">
      {runs.map((run) => (
        <OneRun key={run.id} run={run} />
      ))}
    </div>
  );
}

function OneRun({ run: { workflow, about, because, at, tasks } }: { run: WorkflowRun }) {
  const { day } = useFormats();
  const done = tasks.filter(({ state }) => state !== 'open').length;
  return (
    <article className="workflow-run">
      <h3>
        {workflow.name}
        {about !== null && ': '}
        {about !== null && <About about={about} />}
      </h3>
      <p className="between-kind">
        {texts.begun(because, day(at))} {texts.progress(done, tasks.length)}.
      </p>
      <ul className="agreement-list">
        {tasks.map((task) => (
          <OneTask key={task.id} task={task} />
        ))}
      </ul>
    </article>
  );
}

/** A link to what it is about, where that has a page. */
function About({ about: { kind, id, name } }: { about: NonNullable<WorkflowRun['about']> }) {
  if (kind === 'bet')
    return (
      <Link to="/plan/bets/$id" params={{ id }}>
        {name}
      </Link>
    );
  if (kind === 'experiment')
    return (
      <Link to="/experiments/$id" params={{ id }}>
        {name}
      </Link>
    );
  if (kind === 'import')
    return (
      <Link to="/imports/$id" params={{ id }}>
        {name}
      </Link>
    );
  if (kind === 'meeting')
    return (
      <Link to="/rhythm/meetings/$id" params={{ id }}>
        {name}
      </Link>
    );
  return name;
}

const tones = { open: 'uncertain', done: 'ok', dropped: 'none' } as const;

function OneTask({ task }: { task: Task }) {
  const { day } = useFormats();
  const { member } = useSession();
  const mayChange = useMay('follow-ups:write');
  const [changing, setChanging] = useState(false);
  const changed = useWorkflowsChanged();
  const end = useCommand(changeFollowUp, {
    onSuccess: async () => {
      await changed();
      notify({ title: texts.ended });
    },
    onError: (error) => notify({ tone: 'warning', title: texts.failed, text: error.message }),
  });
  const { id, what, owner, dueOn, overdue, state, note, version } = task;
  const due = dueOn === null ? texts.noDay : (overdue ? texts.overdue : texts.due)(day(dueOn));
  const isOpen = state === 'open';
  const endAs = (to: 'done' | 'dropped') => end.mutate({ params: { id }, body: { version, state: to } });
  return (
    <li className={overdue ? 'late' : undefined}>
      <Glyph tone={overdue ? 'warning' : tones[state]} />
      <div>
        {what}
        <small className="quiet">
          {[owner.left ? texts.hasLeft(owner.name) : owner.name, isOpen ? due : texts.states[state], note]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      {isOpen && (mayChange || owner.id === member.id) && (
        <span className="agreement-buttons">
          <Button
            aria-label={texts.doneNamed(what)}
            unavailable={end.isPending && texts.saving}
            onClick={() => endAs('done')}
          >
            {texts.done}
          </Button>
          <Menu
            align="end"
            trigger={<IconButton icon="more" label={texts.changeNamed(what)} />}
            entries={[
              ...(mayChange
                ? [{ key: 'change', label: texts.changeTask, icon: 'edit' as const, run: () => setChanging(true) }]
                : []),
              { key: 'drop', label: texts.drop, icon: 'close' as const, run: () => endAs('dropped') },
            ]}
          />
        </span>
      )}
      {changing && <TaskDialog task={task} onClose={() => setChanging(false)} />}
    </li>
  );
}

function TaskDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const { data } = useAnswer(listPeople, {});
  // As it was when the dialog was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(task.version);
  const [ownerId, setOwnerId] = useState(task.owner.id);
  const [dueOn, setDueOn] = useState(task.dueOn ?? undefined);
  const [note, setNote] = useState(task.note);
  const changed = useWorkflowsChanged();
  const change = useCommand(changeFollowUp, {
    onSuccess: async () => {
      await changed();
      notify({ title: texts.saved });
      onClose();
    },
    onError: changed,
  });
  const people = (data?.people ?? []).filter(({ id, left }) => !left || id === ownerId);
  const save = () =>
    change.mutate({
      params: { id: task.id },
      body: { version, ownerId, note, dueOn: dueOn ?? null },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.taskTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button kind="primary" unavailable={change.isPending && texts.saving} onClick={save}>
            {texts.edit}
          </Button>
        </>
      }
    >
      <p>{task.what}</p>
      <Field label={texts.owner}>
        <Select
          value={ownerId}
          onValue={setOwnerId}
          choices={people.map(({ id, name, left }) => ({ value: id, label: left ? texts.hasLeft(name) : name }))}
        />
      </Field>
      <DayField label={texts.day} value={dueOn} onValue={setDueOn} />
      <Field label={texts.note} optional>
        <TextArea value={note} onValue={setNote} rows={2} maxLength={2000} />
      </Field>
      {change.error !== null && <FieldError>{change.error.message}</FieldError>}
    </Dialog>
  );
}
