import { type Experiment, summarizeExperiments, tagSchema } from '@dandelion-loop/contract';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, Tag } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { tagWish, useChange } from './experiment-change.ts';
import { Name } from './result-words.tsx';

const most = 20;

/** Words to find it again by. */
export function Tags({ experiment, readOnly }: { experiment: Experiment; readOnly: boolean }) {
  const { tags } = experiment;
  const change = useChange(experiment);
  const field = useRef<HTMLDivElement>(null);
  const remove = (tag: string) => {
    change.mutate(tagWish({ remove: tag }));
    // The button that was pressed goes: focus stays near it.
    field.current?.querySelector('input')?.focus();
  };
  return (
    <div className="tags" ref={field}>
      <h3>{texts.tags}</h3>
      {tags.length === 0 && <p className="quiet">{texts.noTags}</p>}
      {tags.length > 0 && (
        <ul className="tag-list">
          {tags.map((tag) => (
            <li key={tag}>
              {readOnly ? (
                <Tag>
                  <Name room={60}>{tag}</Name>
                </Tag>
              ) : (
                <Chip name={tag} onRemove={() => remove(tag)}>
                  <Name room={60}>{tag}</Name>
                </Chip>
              )}
            </li>
          ))}
        </ul>
      )}
      {!readOnly && <AddTag experiment={experiment} />}
      {change.error && (
        <p role="alert" className="change-problem">
          {change.error.message}
        </p>
      )}
    </div>
  );
}

function wrongWith(tag: string, tags: readonly string[]): string | null {
  if (tags.length >= most) return texts.tagTooMany;
  if (tags.includes(tag)) return texts.tagThere;
  const checked = tagSchema.safeParse(tag);
  return checked.success ? null : texts.tagTooLong;
}

function AddTag({ experiment }: { experiment: Experiment }) {
  const list = useId();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const change = useChange(experiment);
  const known = useAnswer(summarizeExperiments, { query: {} }, { enabled: asked }).data?.tags ?? [];
  const add = (event: FormEvent) => {
    event.preventDefault();
    const tag = typed.trim();
    if (tag === '' || change.isPending) return;
    const problem = wrongWith(tag, experiment.tags);
    setWrong(problem);
    if (problem === null) change.mutate(tagWish({ add: tag }), { onSuccess: () => setTyped('') });
  };
  const error = wrong ?? change.error?.message;
  return (
    <form className="add-tag" onSubmit={add} noValidate>
      <Field label={texts.addTag} error={error}>
        <TextInput
          value={typed}
          onValue={(value) => {
            setTyped(value);
            setWrong(null);
          }}
          icon="tag"
          list={list}
          maxLength={60}
          autoComplete="off"
          enterKeyHint="done"
          onFocus={() => setAsked(true)}
        />
      </Field>
      <Button type="submit">{texts.add}</Button>
      <datalist id={list}>
        {known
          .filter(({ tag }) => !experiment.tags.includes(tag))
          .map(({ tag }) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </form>
  );
}
