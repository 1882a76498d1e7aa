import { type Comment, longestComment } from '@dandelion-loop/contract';
import { type KeyboardEvent, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/comments.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { isConflict, isWaiting, useChangeComment, useDeleteComment } from './comment-answers.ts';
import { Name } from './result-words.tsx';

type Doing = 'changing' | 'deleting' | null;

/** One comment with who wrote it and when, and what one may do with it. */
export function OneComment({ comment }: { comment: Comment }) {
  const { by, createdAt, changedAt, may, text } = comment;
  const { moment } = useFormats();
  const [doing, setDoing] = useState<Doing>(null);
  const done = () => setDoing(null);
  const when = moment(createdAt);
  return (
    <li className={isWaiting(comment) ? 'comment waiting' : 'comment'}>
      <header>
        <b>
          <Name>{by.name}</Name>
        </b>
        {by.kind === 'key' && <span>{texts.key}</span>}
        {by.kind === 'machine' && <span>{texts.machine}</span>}
        <time dateTime={createdAt}>{isWaiting(comment) ? texts.sending : when}</time>
        {changedAt !== null && text !== null && (
          <time dateTime={changedAt} title={moment(changedAt)}>
            {texts.changed}
          </time>
        )}
        {doing !== 'changing' && (
          <span className="comment-actions">
            {may.change && <IconButton icon="edit" label={texts.changeOf(when)} onClick={() => setDoing('changing')} />}
            {may.delete && (
              <IconButton icon="delete" label={texts.deleteOf(by.name, when)} onClick={() => setDoing('deleting')} />
            )}
          </span>
        )}
      </header>
      {doing !== 'changing' && <Text comment={comment} />}
      {doing === 'changing' && <Editor comment={comment} onDone={done} />}
      {doing === 'deleting' && <DeleteDialog comment={comment} onDone={done} />}
    </li>
  );
}

function Text({ comment: { text, deletedBy } }: { comment: Comment }) {
  if (text === null) return <p className="quiet">{texts.deletedBy(deletedBy?.name ?? '')}</p>;
  return (
    <p className="comment-text" dir="auto">
      {text}
    </p>
  );
}

function Editor({ comment, onDone }: { comment: Comment; onDone: () => void }) {
  const [text, setText] = useState(comment.text ?? '');
  // What was read when this began: somebody who is faster is noticed.
  const [base, setBase] = useState(comment);
  const change = useChangeComment(comment.experimentId);
  const wanted = text.trim();
  const conflict = isConflict(change.error);
  const save = (over: Comment) => {
    if (wanted === '' || change.isPending) return;
    setBase(over);
    change.mutate({ comment: over, text: wanted }, { onSuccess: onDone });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save(base);
  };
  const gone = comment.deletedAt !== null;
  return (
    <div className="comment-editor">
      {conflict && <Text comment={comment} />}
      <Field label={texts.yours} error={conflict && texts.conflict}>
        <TextArea
          autoFocus
          value={text}
          onValue={setText}
          onKeyDown={keys}
          rows={3}
          maxLength={longestComment}
          dir="auto"
        />
      </Field>
      {change.error && !conflict && <FieldError>{change.error.message}</FieldError>}
      <div className="comment-buttons">
        {!gone && (
          <Button
            onClick={() => save(conflict ? comment : base)}
            unavailable={(change.isPending && texts.saving) || (wanted === '' && texts.empty)}
          >
            {conflict ? texts.saveMine : texts.save}
          </Button>
        )}
        <Button kind="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}

function DeleteDialog({ comment, onDone }: { comment: Comment; onDone: () => void }) {
  const remove = useDeleteComment(comment.experimentId);
  return (
    <ConfirmDialog
      open
      onClose={onDone}
      title={texts.deleteTitle}
      confirm={texts.delete}
      onConfirm={() => remove.mutate(comment, { onSuccess: onDone })}
      busy={remove.isPending ? texts.deleting : undefined}
      error={remove.error?.message}
    >
      {texts.deleteWhat}
    </ConfirmDialog>
  );
}
