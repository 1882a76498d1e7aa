import { changeOccurrence, type Occurrence, type Ritual } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { placeOf } from './clock-words.ts';
import { useRhythmChanged } from './use-rhythm-changed.ts';
import { useWhen } from './use-when.ts';

/** What becomes of one time. */
export type OccurrenceTask = { to: 'move' | 'cancel'; occurrence: Occurrence } | { to: 'add' };

interface OccurrenceDialogProps {
  ritual: Ritual;
  task: OccurrenceTask;
  onClose: () => void;
}

/** Moves, cancels or adds one time, with the reason that stands beside it. */
export function OccurrenceDialog({ ritual, task, onClose }: OccurrenceDialogProps) {
  const formId = useId();
  const when = useWhen();
  const changed = useRhythmChanged();
  const { cadence } = ritual;
  const at = task.to === 'add' ? (ritual.next?.local ?? cadence?.start ?? '') : task.occurrence.local;
  const [day, setDay] = useState<string | undefined>(task.to === 'add' ? undefined : at.slice(0, 10));
  const [time, setTime] = useState(at.slice(11));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const local = `${day}T${time}`;
  const change = useCommand(changeOccurrence, {
    onSuccess: async () => {
      onClose();
      const said = {
        move: texts.movedTo(when.local(local)),
        cancel: texts.cancelled,
        add: texts.added(when.local(local)),
      };
      notify({ title: said[task.to] });
      await changed('ritual');
    },
    // The next try is of the ritual as it is then.
    onError: () => changed('ritual'),
  });
  const whole = day !== undefined && /^\d\d:\d\d$/.test(time);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ((task.to !== 'cancel' && !whole) || change.isPending) return;
    change.mutate({
      params: { id: ritual.id },
      body: {
        ...{ version: ritual.version, reason: reason.trim() },
        occurrence: task.to === 'add' ? local : task.occurrence.occurrence,
        change: task.to === 'move' ? { to: 'move', local } : { to: task.to },
      },
    });
  };
  const titles = {
    move: texts.moveTitle(when.local(at)),
    cancel: texts.cancelTitle(when.local(at)),
    add: texts.addTime,
  };
  const buttons = { move: texts.doMove, cancel: texts.doCancel, add: texts.doAdd };
  return (
    <Dialog
      open
      onClose={onClose}
      title={titles[task.to]}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={change.isPending && texts.saving}>
            {buttons[task.to]}
          </Button>
        </>
      }
    >
      <form id={formId} className="dialog-form" onSubmit={submit} noValidate>
        {task.to !== 'cancel' && (
          <>
            <div className="rhythm-row">
              <DayField
                label={texts.toDay}
                value={day}
                onValue={setDay}
                error={tried && day === undefined ? texts.startMissing : undefined}
              />
              <Field
                label={texts.toTime}
                error={tried && !/^\d\d:\d\d$/.test(time) && texts.timeMissing}
                className="short"
              >
                <TextInput type="time" value={time} onValue={(value) => setTime(value.slice(0, 5))} />
              </Field>
            </div>
            {cadence !== null && <p className="field-hint">{texts.clocksOf(placeOf(cadence.timeZone))}</p>}
          </>
        )}
        <Field label={texts.reason} hint={texts.reasonHint} optional>
          <TextInput value={reason} onValue={setReason} maxLength={400} />
        </Field>
        {change.error && <FieldError>{change.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
