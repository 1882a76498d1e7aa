import { deletePersona, type Persona } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/personas.ts';
import { shareWords } from '../../texts/segments.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { AuthorAnswers } from './author-answers.tsx';
import { PersonaForm } from './persona-form.tsx';
import { usePersonasChanged } from './use-personas-changed.ts';

interface OnePersonaProps {
  persona: Persona;
  /** Customers who may be profiled. */
  of: number;
}

export function OnePersona({ persona, of }: OnePersonaProps) {
  const mayWrite = useMay('segments:write');
  const [editing, setEditing] = useState(false);
  const { name, story, authors, traits, fits, share, drift, likeness, mine } = persona;
  if (editing) return <PersonaForm persona={persona} onDone={() => setEditing(false)} />;
  const names = authors.map((one) => one.name).join(', ');
  return (
    <Section finding={texts.finding(name, share)}>
      {story !== '' && <p>{story}</p>}
      <p>
        {[
          texts.needs(fits, traits.length),
          drift?.sentence ?? '',
          likeness?.sentence ?? '',
          names === '' ? '' : texts.authors(names),
        ].join(' ')}
      </p>
      <TraitTable persona={persona} of={of} />
      {mine !== null && <AuthorAnswers persona={persona} mine={mine} />}
      {mayWrite && (
        <p className="plan-action">
          <Button icon="edit" onClick={() => setEditing(true)} aria-label={`${texts.edit}: ${name}`}>
            {texts.edit}
          </Button>
          <RemovePersona persona={persona} />
        </p>
      )}
    </Section>
  );
}

function TraitTable({ persona: { name, traits, customers }, of }: OnePersonaProps) {
  const part = (some: number, all: number) => (all === 0 ? '–' : shareWords(some / all));
  return (
    <BlockTable caption={texts.traits(name)}>
      <thead>
        <tr>
          <th scope="col">{texts.columns.name}</th>
          <th scope="col">{texts.columns.customers}</th>
          <th scope="col">{texts.columns.fitting}</th>
          <th scope="col">{texts.columns.does}</th>
        </tr>
      </thead>
      <tbody>
        {traits.map((trait) => (
          <tr key={trait.id}>
            <th scope="row">
              {trait.name}
              <br />
              <small className="quiet">{trait.sentence}</small>
            </th>
            <td data-label={texts.columns.customers}>{part(trait.customers, of)}</td>
            <td data-label={texts.columns.fitting}>{part(trait.fitting, customers)}</td>
            <td>
              {trait.without === null
                ? texts.only
                : trait.idle
                  ? texts.idle
                  : texts.leavesOut(Math.max(0, trait.without - customers))}
            </td>
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}

function RemovePersona({ persona: { id, name, version } }: Pick<OnePersonaProps, 'persona'>) {
  const [open, setOpen] = useState(false);
  const changed = usePersonasChanged();
  const remove = useCommand(deletePersona, {
    onSuccess: async () => {
      await changed();
      notify({ title: texts.removed });
    },
  });
  return (
    <>
      <Button kind="quiet" icon="delete" onClick={() => setOpen(true)} aria-label={`${texts.remove}: ${name}`}>
        {texts.remove}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={texts.removeTitle(name)}
        confirm={texts.remove}
        onConfirm={() => remove.mutate({ params: { id }, query: { version } })}
        busy={remove.isPending ? texts.saving : undefined}
        error={remove.error?.message}
      >
        {texts.removeText}
      </ConfirmDialog>
    </>
  );
}
