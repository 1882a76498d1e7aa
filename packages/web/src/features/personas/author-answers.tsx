import { answerPersona, type Persona, personaAnswers } from '@dandelion-loop/contract';
import { type FormEvent, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/personas.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Select } from '../../ui/select.tsx';
import { usePersonasChanged } from './use-personas-changed.ts';

interface AuthorAnswersProps {
  persona: Persona;
  mine: NonNullable<Persona['mine']>;
}

const choices = personaAnswers.map((value) => ({ value, label: texts.answers[value] }));

/** An author says which of the traits hold of them, so that it can be seen whom the persona is like. */
export function AuthorAnswers({ persona: { id, traits }, mine }: AuthorAnswersProps) {
  const [answers, setAnswers] = useState(mine);
  const changed = usePersonasChanged();
  const save = useCommand(answerPersona, {
    onSuccess: async () => {
      await changed();
      notify({ title: texts.answered });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const known = traits.map((trait) => [trait.id, answers[trait.id] ?? 'none'] as const);
    save.mutate({ params: { id }, body: { answers: Object.fromEntries(known) } });
  };
  return (
    <details className="details">
      <summary>{texts.mine}</summary>
      <form className="plan-form" onSubmit={submit}>
        <p className="quiet">{texts.mineHint}</p>
        <div className="plan-row">
          {traits.map((trait) => (
            <Field key={trait.id} label={trait.name}>
              <Select
                value={answers[trait.id] ?? 'none'}
                onValue={(value) => setAnswers({ ...answers, [trait.id]: value })}
                choices={choices}
              />
            </Field>
          ))}
        </div>
        {save.error !== null && <FieldError>{save.error.message}</FieldError>}
        <Button type="submit" unavailable={save.isPending && texts.saving}>
          {texts.answerSave}
        </Button>
      </form>
    </details>
  );
}
