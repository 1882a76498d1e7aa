import {
  addBetComment,
  changeBetComment,
  deleteBetComment,
  listBetComments,
  type PlanComment,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { useDraft } from '../../app/use-draft.ts';
import { betTexts as texts } from '../../texts/bet.ts';
import { texts as words } from '../../texts/comments.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextArea } from '../../ui/text-input.tsx';

const first = 50;
const all = 1000;
const longest = 2000;

const isText = (kept: unknown): kept is string => typeof kept === 'string';

/** What members and partners said about a bet, newest last, and a place to say something. */
export function BetComments({ betId, label }: { betId: string; label: string }) {
  const [limit, setLimit] = useState(first);
  const mayAnswer = useMay('plan:answer');
  const { data, error } = useAnswer(
    listBetComments,
    { params: { id: betId }, query: { limit } },
    { keepPrevious: true, refetchInterval: 30_000 },
  );
  return (
    <div className="bet-comments">
      {error !== null && <FieldError>{error.message}</FieldError>}
      {data === undefined && error === null && <Skeleton lines={2} what={words.reading} />}
      {data !== undefined && data.earlier > 0 && limit < all && (
        <Button kind="quiet" onClick={() => setLimit(all)}>
          {words.earlier(data.earlier)}
        </Button>
      )}
      {data?.comments.length === 0 && <p className="quiet">{words.none}</p>}
      {data !== undefined && data.comments.length > 0 && (
        <ol className="bet-comment-list" aria-label={label}>
          {data.comments.map((comment) => (
            <OneComment key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
      {mayAnswer && <NewComment betId={betId} label={label} />}
    </div>
  );
}

function useCommentsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [listBetComments.path] });
}

function NewComment({ betId, label }: { betId: string; label: string }) {
  const [text, setText, clear] = useDraft(`bet comment ${betId}`, '', isText);
  const changed = useCommentsChanged();
  const add = useCommand(addBetComment, {
    onSuccess: async () => {
      clear();
      setText('');
      await changed();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') add.mutate({ params: { id: betId }, body: { text } });
  };
  return (
    <form className="plan-form" aria-label={`${words.write}: ${label}`} onSubmit={submit}>
      <Field label={words.comment} hint={texts.commentHint} error={add.error?.message}>
        <TextArea value={text} onValue={setText} rows={2} maxLength={longest} dir="auto" />
      </Field>
      <div className="plan-form-actions">
        <Button type="submit" unavailable={(add.isPending && words.sending) || (text.trim() === '' && words.empty)}>
          {words.write}
        </Button>
      </div>
    </form>
  );
}

function OneComment({ comment }: { comment: PlanComment }) {
  const { by, at, changedAt, text, may } = comment;
  const { moment } = useFormats();
  const [doing, setDoing] = useState<'changing' | 'deleting' | null>(null);
  const done = () => setDoing(null);
  const when = moment(at);
  return (
    <li>
      <p className="bet-comment-head">
        <b>{by.name}</b> <time dateTime={at}>{when}</time>
        {changedAt !== null && <time dateTime={changedAt} title={moment(changedAt)}>{`, ${words.changed}`}</time>}
        {doing !== 'changing' && (
          <span className="bet-comment-actions">
            {may.change && <IconButton icon="edit" label={words.changeOf(when)} onClick={() => setDoing('changing')} />}
            {may.delete && (
              <IconButton icon="delete" label={words.deleteOf(by.name, when)} onClick={() => setDoing('deleting')} />
            )}
          </span>
        )}
      </p>
      {doing === 'changing' ? (
        <Editor comment={comment} onDone={done} />
      ) : (
        <p className="bet-comment-text" dir="auto">
          {text}
        </p>
      )}
      {doing === 'deleting' && <DeleteDialog comment={comment} onDone={done} />}
    </li>
  );
}

function Editor({ comment, onDone }: { comment: PlanComment; onDone: () => void }) {
  const [text, setText] = useState(comment.text);
  const changed = useCommentsChanged();
  const change = useCommand(changeBetComment, {
    onSuccess: async () => {
      await changed();
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    change.mutate({ params: { id: comment.id }, body: { version: comment.version, text } });
  };
  return (
    <form className="plan-form" onSubmit={submit}>
      <Field label={words.yours} error={change.error?.message}>
        <TextArea autoFocus value={text} onValue={setText} rows={3} maxLength={longest} dir="auto" />
      </Field>
      <div className="plan-form-actions">
        <Button type="submit" unavailable={(change.isPending && words.saving) || (text.trim() === '' && words.empty)}>
          {words.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function DeleteDialog({ comment, onDone }: { comment: PlanComment; onDone: () => void }) {
  const changed = useCommentsChanged();
  const remove = useCommand(deleteBetComment, {
    onSuccess: async () => {
      onDone();
      await changed();
    },
  });
  const { id, version } = comment;
  return (
    <ConfirmDialog
      open
      onClose={onDone}
      title={words.deleteTitle}
      confirm={words.delete}
      onConfirm={() => remove.mutate({ params: { id }, query: { version } })}
      busy={remove.isPending ? words.deleting : undefined}
      error={remove.error?.message}
    >
      {texts.commentDeleteWhat}
    </ConfirmDialog>
  );
}
