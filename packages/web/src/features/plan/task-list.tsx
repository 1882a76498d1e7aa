import { type changeFollowUp, type changeHandOff, listFollowUps, readOwnPart } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { mineTexts as texts } from '../../texts/mine.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { Field } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { TextArea } from '../../ui/text-input.tsx';

/** A hand-off or a follow-up, as whoever it names sees it. */
export interface OwnTask {
  id: string;
  what: string;
  dueOn: string | null;
  overdue: boolean;
  state: 'open' | 'done' | 'dropped';
  note: string;
  version: number;
  may: { end: boolean };
  /** From whom, to whom, for what; null: that goes without saying. */
  who: string | null;
}

interface TaskListProps {
  endpoint: typeof changeFollowUp | typeof changeHandOff;
  tasks: readonly OwnTask[];
}

/** What is open, each with its end; what has ended behind one click. */
export function TaskList({ endpoint, tasks }: TaskListProps) {
  const ended = tasks.filter(({ state }) => state !== 'open');
  return (
    <>
      <ul className="own-tasks">
        {tasks
          .filter(({ state }) => state === 'open')
          .map((task) => (
            <OneTask key={task.id} endpoint={endpoint} task={task} />
          ))}
      </ul>
      {ended.length > 0 && (
        <Details summary={texts.ended(ended.length)}>
          <ul className="own-tasks">
            {ended.map((task) => (
              <OneTask key={task.id} endpoint={endpoint} task={task} />
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

type Change = { state?: OwnTask['state']; note?: string };

function useChangeTask(endpoint: TaskListProps['endpoint'], onDone: () => void) {
  const client = useQueryClient();
  const change = useCommand(endpoint as typeof changeHandOff, {
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: [readOwnPart.path] });
      await client.invalidateQueries({ queryKey: [listFollowUps.path] });
    },
    onError: (error) => notify({ tone: 'warning', title: texts.notSaved, text: error.message }),
  });
  const send = async (task: Pick<OwnTask, 'id' | 'version'>, body: Change) => {
    const { version } = await change.mutateAsync({ params: { id: task.id }, body: { version: task.version, ...body } });
    onDone();
    if (body.state !== 'done') return notify({ title: texts.saved });
    const undo = () => void send({ id: task.id, version }, { state: 'open' }).catch(() => {});
    return notify({ title: texts.endedNotice, action: { label: texts.undo, run: undo } });
  };
  return { send: (task: OwnTask, body: Change) => void send(task, body).catch(() => {}), busy: change.isPending };
}

function OneTask({ endpoint, task }: { endpoint: TaskListProps['endpoint']; task: OwnTask }) {
  const { what, who, dueOn, overdue, state, note, may } = task;
  const { day } = useFormats();
  const [noting, setNoting] = useState(false);
  const { send, busy } = useChangeTask(endpoint, () => setNoting(false));
  const due = dueOn === null ? texts.noDay : (overdue ? texts.overdue : texts.due)(day(dueOn));
  const waiting = busy && texts.saving;
  return (
    <li>
      <div>
        <b>{what}</b>
        <small className={overdue ? 'late' : 'quiet'}>
          {[who, state === 'open' ? due : texts.states[state]].filter((part) => part !== null).join(', ')}
        </small>
        {note !== '' && !noting && <p className="own-note">{note}</p>}
      </div>
      {may.end && !noting && (
        <span className="own-actions">
          {state === 'open' ? (
            <>
              <Button
                aria-label={texts.doneNamed(what)}
                unavailable={waiting}
                onClick={() => send(task, { state: 'done' })}
              >
                {texts.done}
              </Button>
              <Button kind="quiet" aria-label={texts.noteNamed(what)} onClick={() => setNoting(true)}>
                {texts.note}
              </Button>
            </>
          ) : (
            <Button
              kind="quiet"
              aria-label={texts.againNamed(what)}
              unavailable={waiting}
              onClick={() => send(task, { state: 'open' })}
            >
              {texts.again}
            </Button>
          )}
        </span>
      )}
      {noting && (
        <NoteForm task={task} onSend={(body) => send(task, body)} onClose={() => setNoting(false)} busy={waiting} />
      )}
    </li>
  );
}

interface NoteFormProps {
  task: OwnTask;
  onSend: (body: Change) => void;
  onClose: () => void;
  busy: string | false;
}

function NoteForm({ task, onSend, onClose, busy }: NoteFormProps) {
  const [note, setNote] = useState(task.note);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend({ note });
  };
  return (
    <form className="plan-form own-form" onSubmit={submit}>
      <Field label={texts.noteLabel} hint={texts.noteHint}>
        <TextArea autoFocus value={note} onValue={setNote} rows={2} maxLength={2000} dir="auto" />
      </Field>
      <div className="plan-form-actions">
        <Button type="submit" unavailable={busy}>
          {texts.saveNote}
        </Button>
        <Button unavailable={busy} onClick={() => onSend({ note, state: 'done' })}>
          {texts.doneWithNote}
        </Button>
        <Button unavailable={busy} onClick={() => onSend({ note, state: 'dropped' })}>
          {texts.dropped}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
