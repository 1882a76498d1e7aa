import { listComments, longestComment } from '@dandelion-loop/contract';
import { type KeyboardEvent, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { useDraft } from '../../app/use-draft.ts';
import { texts } from '../../texts/comments.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { useAddComment } from './comment-answers.ts';
import { OneComment } from './experiment-comment.tsx';
import './experiment-comments.css';

const first = 50;
const all = 1000;

/** What members say about the answer, newest last, and a place to say something. */
export function Comments({ experimentId }: { experimentId: string }) {
  const [limit, setLimit] = useState(first);
  const mayWrite = useMay('comments:write');
  const input = { params: { id: experimentId }, query: { limit } };
  const { data, error, refetch } = useAnswer(listComments, input, { keepPrevious: true, refetchInterval: 30_000 });
  const count = data === undefined ? 0 : data.comments.length + data.earlier;
  return (
    <Section finding={texts.finding(count)} id="comments">
      <div className="comments">
        {data === undefined && error === null && <Skeleton what={texts.reading} />}
        {data === undefined && error !== null && (
          <div role="alert">
            <p>
              {texts.failed} {error.message}
            </p>
            <Button onClick={() => refetch()}>{texts.tryAgain}</Button>
          </div>
        )}
        {data && data.earlier > 0 && limit < all && (
          <Button kind="quiet" onClick={() => setLimit(all)}>
            {texts.earlier(data.earlier)}
          </Button>
        )}
        {data && data.comments.length > 0 && (
          <ol className="comment-list">
            {data.comments.map((comment) => (
              <OneComment key={comment.id} comment={comment} />
            ))}
          </ol>
        )}
        {data && count === 0 && <p className="quiet">{texts.none}</p>}
        {mayWrite && <NewComment experimentId={experimentId} />}
      </div>
    </Section>
  );
}

const isText = (kept: unknown): kept is string => typeof kept === 'string';

function NewComment({ experimentId }: { experimentId: string }) {
  const [text, setText, clear] = useDraft(`comment:${experimentId}`, '', isText);
  const add = useAddComment(experimentId);
  const wanted = text.trim();
  const send = () => {
    if (wanted === '' || add.isPending) return;
    const sent = text;
    // It stands in the list at once; when it does not arrive it comes back to be sent again.
    setText('');
    add.mutate(wanted, { onSuccess: clear, onError: () => setText((now) => (now === '' ? sent : now)) });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const left = longestComment - text.length;
  return (
    <div className="comment-new">
      <Field label={texts.write} hint={left < 200 ? texts.long(left) : texts.writeHint}>
        <TextArea value={text} onValue={setText} onKeyDown={keys} rows={3} maxLength={longestComment} dir="auto" />
      </Field>
      {add.error && <FieldError>{add.error.message}</FieldError>}
      <Button onClick={send} unavailable={(add.isPending && texts.sending) || (wanted === '' && texts.empty)}>
        {texts.comment}
      </Button>
    </div>
  );
}
