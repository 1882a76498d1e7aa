import { type ExperimentRow, summarizeExperiments, tagSchema } from '@dandelion-loop/contract';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { hasTag, tagCounts } from './list-tagging.ts';
import { type Tagging, useTagging } from './list-use-tagging.ts';
import { Name } from './result-words.tsx';

/** The tags of one test or of many. */
export function TagDialog({ rows: given, onClose }: { rows: readonly ExperimentRow[]; onClose: () => void }) {
  const tagging = useTagging(given);
  const field = useRef<HTMLInputElement>(null);
  const { rows } = tagging;
  const [first] = rows;
  const title = rows.length === 1 && first ? texts.tagsOf(first.title) : texts.tagsOfMany(rows.length);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      focus={field}
      actions={<Button onClick={onClose}>{texts.done}</Button>}
    >
      <Given tagging={tagging} />
      <AddTag tagging={tagging} field={field} />
      <Course tagging={tagging} />
    </Dialog>
  );
}

/** Tags that are there, each with a way to take it away. */
function Given({ tagging: { rows, going, run } }: { tagging: Tagging }) {
  const counts = tagCounts(rows);
  if (counts.length === 0) return <p className="quiet">{texts.noTags}</p>;
  return (
    <ul className="tags-given">
      {counts.map(({ tag, count }) => (
        <li key={tag}>
          <Chip name={tag} onRemove={() => going === null && run({ tag, add: false })}>
            <Name room={60}>{tag}</Name>
            {rows.length > 1 && (
              <span className="quiet">
                {count === rows.length ? texts.tagOnAll : texts.tagOnSome(count, rows.length)}
              </span>
            )}
          </Chip>
        </li>
      ))}
    </ul>
  );
}

interface AddTagProps {
  tagging: Tagging;
  field: React.RefObject<HTMLInputElement | null>;
}

function AddTag({ tagging: { rows, going, run }, field }: AddTagProps) {
  const list = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const known = useAnswer(summarizeExperiments, { query: {} }).data?.tags ?? [];
  const add = (event: FormEvent) => {
    event.preventDefault();
    const tag = typed.trim();
    if (tag === '' || going !== null) return;
    if (!tagSchema.safeParse(tag).success) {
      setWrong(true);
      return;
    }
    setTyped('');
    run({ tag, add: true });
  };
  return (
    <form className="add-tag" onSubmit={add} noValidate>
      <Field label={texts.addTag} error={wrong && texts.tagTooLong}>
        <TextInput
          ref={field}
          icon="tag"
          list={list}
          maxLength={60}
          autoComplete="off"
          enterKeyHint="done"
          value={typed}
          onValue={(text) => {
            setTyped(text);
            setWrong(false);
          }}
        />
      </Field>
      <Button type="submit" unavailable={going !== null && texts.wait}>
        {texts.add}
      </Button>
      <datalist id={list}>
        {known
          .filter(({ tag }) => !rows.every(({ tags }) => hasTag(tags, tag)))
          .map(({ tag }) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </form>
  );
}

/** How far it is, and how it ended. */
function Course({ tagging: { going, ended, stop } }: { tagging: Tagging }) {
  return (
    <>
      {going && (
        <Progress
          what={texts.taggingWhat(going.change.tag, going.change.add)}
          fraction={going.of === 0 ? 1 : going.done / going.of}
          detail={texts.tagging(going.done, going.of)}
          onCancel={stop}
          cancel={texts.stop}
        />
      )}
      <div role="status">{ended && <p>{texts.tagged(ended.change.tag, ended.changed, ended.change.add)}</p>}</div>
      {ended && ended.failed.length > 0 && (
        <div role="alert">
          <Notice tone="warning" title={texts.notTagged(ended.failed.length)}>
            <ul className="tags-failed">
              {ended.failed.map(({ title, why }) => (
                <li key={title}>
                  <b>
                    <Name room={50}>{title}</Name>
                  </b>{' '}
                  {why}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
    </>
  );
}
