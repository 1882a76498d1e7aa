import type { Experiment } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { texts } from '../../texts/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { ChangedMeanwhile, textWish, useChange } from './experiment-change.ts';

interface TitleDialogProps {
  experiment: Experiment;
  onClose: () => void;
}

/** Mounted while it is open, so that it begins with the title as it is. */
export function TitleDialog({ experiment, onClose }: TitleDialogProps) {
  const form = useId();
  const [title, setTitle] = useState(experiment.title);
  const [before, setBefore] = useState(experiment.title);
  const [empty, setEmpty] = useState(false);
  const change = useChange(experiment);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wanted = title.trim();
    setEmpty(wanted === '');
    if (wanted === '' || change.isPending) return;
    change.mutate(textWish('title', before, wanted), {
      onSuccess: onClose,
      onError: (problem) => {
        if (problem instanceof ChangedMeanwhile) setBefore(problem.now.title);
      },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.changeTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={form} unavailable={change.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save} noValidate>
        <Field
          label={texts.title}
          hint={texts.titleHint}
          error={empty ? texts.titleEmpty : change.error && problemText(change.error)}
        >
          <TextInput value={title} onValue={setTitle} maxLength={300} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}

function problemText(error: Error): string {
  if (error instanceof ChangedMeanwhile) return texts.titleChanged(error.now.title);
  return (error instanceof ApiProblem && error.ofField('title')) || error.message;
}
