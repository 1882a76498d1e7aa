import { addPersona, changePersona, listPeople, type Persona, type SegmentTree } from '@dandelion-loop/contract';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/personas.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { LiveCount } from '../segments/live-count.tsx';
import { isWhole, newTree } from '../segments/new-tree.ts';
import { TreeEditor } from '../segments/tree-editor.tsx';
import { usePersonasChanged } from './use-personas-changed.ts';

interface PersonaFormProps {
  /** Null: a new one. */
  persona: Persona | null;
  onDone: () => void;
}

interface TraitDraft {
  key: number;
  id?: string;
  name: string;
  tree: SegmentTree;
}

const grouped = (tree: SegmentTree): SegmentTree =>
  tree.kind === 'all' || tree.kind === 'any' ? tree : { kind: 'all', of: [tree] };

const mostTraits = 12;

export function PersonaForm({ persona, onDone }: PersonaFormProps) {
  const { member } = useSession();
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(persona?.version ?? 0);
  const [name, setName] = useState(persona?.name ?? '');
  const [story, setStory] = useState(persona?.story ?? '');
  const [authors, setAuthors] = useState<readonly string[]>(persona?.authors.map(({ id }) => id) ?? [member.id]);
  const [fits, setFits] = useState(persona?.fits ?? 1);
  const [traits, setTraits] = useState<readonly TraitDraft[]>(
    persona?.traits.map(({ id, name: of, tree }, key) => ({ key, id, name: of, tree })) ?? [
      { key: 0, name: '', tree: newTree },
    ],
  );
  const { data } = useAnswer(listPeople, {});
  const people = (data?.people ?? []).filter(({ id, left }) => !left || authors.includes(id));
  const changed = usePersonasChanged();
  const onSuccess = async () => {
    await changed();
    notify({ title: texts.saved });
    onDone();
  };
  const add = useCommand(addPersona, { onSuccess });
  const change = useCommand(changePersona, { onSuccess, onError: changed });
  const error = add.error ?? change.error;
  const needed = Math.min(fits, traits.length);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const told = traits.map(({ key: _, ...trait }) => trait);
    const body = { name, story, authors: [...authors], traits: told, fits: needed };
    if (persona === null) add.mutate({ body });
    else change.mutate({ params: { id: persona.id }, body: { version, ...body } });
  };
  const whole = traits.every((one) => one.name.trim() !== '' && isWhole(one.tree));
  const waits = (add.isPending || change.isPending) && texts.saving;
  const put = (next: TraitDraft) => setTraits(traits.map((one) => (one.key === next.key ? next : one)));
  const addTrait = () =>
    setTraits([...traits, { key: Math.max(...traits.map(({ key }) => key)) + 1, name: '', tree: newTree }]);
  return (
    <form className="plan-form plan-part" onSubmit={submit} aria-label={persona === null ? texts.add : texts.edit}>
      <Field label={texts.name}>
        <TextInput value={name} onValue={setName} maxLength={120} required autoFocus />
      </Field>
      <Field label={texts.story} optional>
        <TextArea value={story} onValue={setStory} rows={3} maxLength={4000} />
      </Field>
      <fieldset>
        <legend>{texts.authorsField}</legend>
        {people.map(({ id, name: of }) => (
          <Checkbox
            key={id}
            label={of}
            checked={authors.includes(id)}
            onChecked={(is) => setAuthors(is ? [...authors, id] : authors.filter((one) => one !== id))}
          />
        ))}
      </fieldset>
      {traits.map((trait, at) => (
        <TraitFields
          key={trait.key}
          trait={trait}
          at={at + 1}
          onTrait={put}
          onRemove={traits.length > 1 ? () => setTraits(traits.filter(({ key }) => key !== trait.key)) : undefined}
        />
      ))}
      {traits.length < mostTraits && (
        <Button icon="add" onClick={addTrait}>
          {texts.addTrait}
        </Button>
      )}
      <Field label={texts.fits}>
        <Select
          value={String(needed)}
          onValue={(value) => setFits(Number(value))}
          choices={traits.map((_, at) => ({ value: String(at + 1), label: texts.needs(at + 1, traits.length) }))}
        />
      </Field>
      {error !== null && <FieldError>{error.message}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" kind="primary" unavailable={whole ? waits : texts.incomplete}>
          {texts.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

interface TraitFieldsProps {
  trait: TraitDraft;
  at: number;
  onTrait: (trait: TraitDraft) => void;
  onRemove: (() => void) | undefined;
}

function TraitFields({ trait, at, onTrait, onRemove }: TraitFieldsProps) {
  return (
    <fieldset className="tree-group">
      <legend>{texts.trait(at)}</legend>
      <Field label={texts.traitName}>
        <TextInput value={trait.name} onValue={(name) => onTrait({ ...trait, name })} maxLength={120} />
      </Field>
      <TreeEditor tree={grouped(trait.tree)} onTree={(tree) => onTrait({ ...trait, tree })} />
      <LiveCount tree={trait.tree} />
      {onRemove && (
        <Button kind="quiet" icon="delete" onClick={onRemove} aria-label={`${texts.removeTrait} ${at}`}>
          {texts.removeTrait}
        </Button>
      )}
    </fieldset>
  );
}
