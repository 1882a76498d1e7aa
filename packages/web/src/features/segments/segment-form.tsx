import {
  addSegment,
  type CustomerSegment,
  changeSegment,
  getSegment,
  listSegments,
  type SegmentTree,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/segments.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { LiveCount } from './live-count.tsx';
import { isWhole, newTree } from './new-tree.ts';
import { TreeEditor } from './tree-editor.tsx';
import '../plan/plan.css';

interface SegmentFormProps {
  /** Null: a new one. */
  segment: CustomerSegment | null;
  onDone: () => void;
}

export function SegmentForm({ segment, onDone }: SegmentFormProps) {
  const client = useQueryClient();
  // As it was when the form was opened: what is changed meanwhile is told by the server, not overwritten.
  const [version] = useState(segment?.version ?? 0);
  const [name, setName] = useState(segment?.name ?? '');
  const [about, setAbout] = useState(segment?.about ?? '');
  const [tree, setTree] = useState<SegmentTree>(segment?.tree ?? newTree);
  const onSuccess = async () => {
    for (const { path } of [listSegments, getSegment]) await client.invalidateQueries({ queryKey: [path] });
    notify({ title: texts.saved });
    onDone();
  };
  const add = useCommand(addSegment, { onSuccess });
  const change = useCommand(changeSegment, { onSuccess });
  const error = add.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name, about, tree };
    if (segment === null) add.mutate({ body });
    else change.mutate({ params: { id: segment.id }, body: { version, ...body } });
  };
  const waits = (add.isPending || change.isPending) && texts.saving;
  // What is edited is one condition or a group; a single condition can be joined by others once it is in one.
  const whole: SegmentTree = tree.kind === 'all' || tree.kind === 'any' ? tree : { kind: 'all', of: [tree] };
  return (
    <form className="plan-form plan-part" onSubmit={submit} aria-label={segment === null ? texts.add : texts.edit}>
      <Field label={texts.name}>
        <TextInput value={name} onValue={setName} maxLength={120} required autoFocus />
      </Field>
      <Field label={texts.about} optional>
        <TextArea value={about} onValue={setAbout} rows={2} maxLength={2000} />
      </Field>
      <TreeEditor tree={whole} onTree={setTree} />
      <LiveCount tree={tree} />
      {error !== null && <FieldError>{error.message}</FieldError>}
      <div className="plan-form-actions">
        <Button type="submit" kind="primary" unavailable={isWhole(tree) ? waits : texts.incomplete}>
          {texts.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
