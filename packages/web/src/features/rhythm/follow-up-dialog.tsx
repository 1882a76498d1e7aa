import { addFollowUp, changeFollowUp, type Decision, type FollowUp, listPeople } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/rhythm.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';

interface FollowUpDialogProps {
  /** Null: a new one. */
  followUp: FollowUp | null;
  /** Where a new one is promised. */
  meetingId?: string;
  /** What a new one can follow from. */
  decisions?: readonly Decision[];
  onClose: () => void;
}

/** Somebody does something until a day. Who may only end it writes how it stands. */
export function FollowUpDialog({ followUp, meetingId, decisions = [], onClose }: FollowUpDialogProps) {
  const formId = useId();
  const { member } = useSession();
  const [what, setWhat] = useState(followUp?.what ?? '');
  const left = followUp?.owner.left ?? false;
  const [ownerId, setOwnerId] = useState(left ? '' : (followUp?.owner.id ?? member.id));
  const [dueOn, setDueOn] = useState(followUp?.dueOn ?? undefined);
  const [note, setNote] = useState(followUp?.note ?? '');
  const [dropped, setDropped] = useState(false);
  const [decisionId, setDecisionId] = useState('');
  const [tried, setTried] = useState(false);
  const { send, error, isPending } = useSend(followUp, onClose);
  const mayChange = followUp === null || followUp.may.change;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isPending || what.trim() === '' || ownerId === '') return;
    const from = { meetingId: meetingId ?? null, decisionId: decisionId || null };
    send({ what: what.trim(), ownerId, dueOn: dueOn ?? null, note: note.trim(), dropped, mayChange, from });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={followUp === null ? texts.followUpTitle : texts.changeFollowUp}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={isPending && texts.saving}>
            {followUp === null ? texts.addFollowUp : texts.save}
          </Button>
        </>
      }
    >
      <form id={formId} className="dialog-form" onSubmit={submit} noValidate>
        {mayChange && (
          <>
            <Field label={texts.whatToDo} error={tried && what.trim() === '' && texts.whatMissing}>
              <TextArea rows={2} maxLength={1000} value={what} onValue={setWhat} />
            </Field>
            <Owner ownerId={ownerId} onOwner={setOwnerId} error={tried && ownerId === '' && texts.ownerMissing} />
            <DayField label={texts.dueOn} value={dueOn} onValue={setDueOn} />
          </>
        )}
        {followUp === null && decisions.length > 0 && (
          <Field label={texts.followsFrom} optional>
            <Select
              value={decisionId}
              onValue={setDecisionId}
              choices={[
                { value: '', label: texts.followsNone },
                ...decisions.map((decision) => ({ value: decision.id, label: decision.what })),
              ]}
            />
          </Field>
        )}
        {followUp?.may.end && (
          <>
            <Field label={texts.note} optional>
              <TextArea rows={2} maxLength={2000} value={note} onValue={setNote} />
            </Field>
            <Checkbox label={texts.drop} checked={dropped} onChecked={setDropped} />
          </>
        )}
        {error && <FieldError>{error.message}</FieldError>}
      </form>
    </Dialog>
  );
}

interface OwnerProps {
  ownerId: string;
  onOwner: (id: string) => void;
  error: string | false;
}

/** Also partners: they do things too. */
function Owner({ ownerId, onOwner, error }: OwnerProps) {
  const { data } = useAnswer(listPeople, {});
  const people = (data?.people ?? []).filter(({ left }) => !left);
  return (
    <Field label={texts.owner} error={error}>
      <Select
        value={ownerId}
        onValue={onOwner}
        choices={[
          ...(ownerId === '' ? [{ value: '', label: texts.choose }] : []),
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Field>
  );
}

interface Given {
  what: string;
  ownerId: string;
  dueOn: string | null;
  note: string;
  dropped: boolean;
  mayChange: boolean;
  /** Of a new one. */
  from: { meetingId: string | null; decisionId: string | null };
}

function useSend(followUp: FollowUp | null, onClose: () => void) {
  const changed = useRhythmChanged();
  // As it was when the dialog was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(followUp?.version ?? 0);
  const onSuccess = async () => {
    onClose();
    await changed('outcome');
  };
  const onError = () => changed('outcome');
  const add = useCommand(addFollowUp, { onSuccess });
  const change = useCommand(changeFollowUp, { onSuccess, onError });
  const send = ({ note, dropped, mayChange, from, ...said }: Given) => {
    if (followUp === null) return add.mutate({ body: { ...said, ...from } });
    const { id, may } = followUp;
    change.mutate({
      params: { id },
      body: {
        version,
        ...(mayChange && said),
        ...(may.end && { note }),
        ...(dropped && { state: 'dropped' as const }),
      },
    });
  };
  return { send, error: add.error ?? change.error, isPending: add.isPending || change.isPending };
}
