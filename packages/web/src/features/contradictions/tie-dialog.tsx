import { type Library, listTies, type StoredTie, setTie, type Tie, tieDirections } from '@dandelion-loop/contract';
import { contrastWords } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/contradictions.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { attributeOf, attributesOf } from '../learnings/learning-names.ts';
import { guessTie } from './guess-tie.ts';
import { useContradictionsChanged } from './use-contradictions-changed.ts';

interface DialogProps {
  of: StoredTie['of'];
  says: string;
  tie: StoredTie | null;
  library: Library | undefined;
  onClose: () => void;
}

/** Chooses the learning that a claim is about, and what it says of it. */
export function TieDialog({ of, says, tie, library, onClose }: DialogProps) {
  const formId = useId();
  const learnings = library?.answer?.learnings ?? [];
  const attributes = attributesOf(library ?? { attributes: [] });
  const known = learnings.find(
    (one) => tie !== null && one.attribute === tie.attribute && one.level === tie.level && one.metric === tie.metric,
  );
  const guess = guessTie(says, learnings, attributes);
  const [id, setId] = useState(known?.id ?? guess.id);
  const [direction, setDirection] = useState<Tie['direction']>(tie?.direction ?? guess.direction);
  const client = useQueryClient();
  const changed = useContradictionsChanged();
  const command = useCommand(setTie, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listTies.path] });
      await changed();
      onClose();
    },
  });
  const chosen = learnings.find((one) => one.id === id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === undefined || command.isPending) return;
    const { attribute, level, metric } = chosen;
    command.mutate({ params: of, body: { attribute, level, metric, direction } });
  };
  const metrics = new Set(learnings.map(({ metric }) => metric)).size;
  const labelOf = (one: (typeof learnings)[number]) =>
    spoken(
      `${contrastWords({ ...one, attribute: attributeOf(attributes, one.attribute).name })}${metrics > 1 ? ` (${one.metric})` : ''}`,
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.tieTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          {chosen !== undefined && (
            <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.saving}>
              {texts.save}
            </Button>
          )}
        </>
      }
    >
      <form id={formId} className="contradiction-form" onSubmit={submit} noValidate>
        <p>{spoken(says)}</p>
        {chosen === undefined ? (
          <p>{texts.noLearnings}</p>
        ) : (
          <>
            <Field label={texts.tieLearning} hint={texts.tieHint}>
              <Select
                value={id}
                onValue={setId}
                choices={learnings.map((one) => ({ value: one.id, label: labelOf(one) }))}
              />
            </Field>
            <Field label={texts.tieDirection}>
              <Select
                value={direction}
                onValue={setDirection}
                choices={tieDirections.map((value) => ({
                  value,
                  label: spoken(texts.directions[value](`“${chosen.metric}”`)),
                }))}
              />
            </Field>
          </>
        )}
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}
