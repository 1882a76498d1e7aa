import { deleteIdea, getProposals, type Idea, listIdeas } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { IdeaForm } from './idea-form.tsx';

/** Members' ideas, and how to add one. Where each stands is in the queue. */
export function IdeaList() {
  const { data } = useAnswer(listIdeas, {});
  const may = useMay('learnings:write');
  const [editing, setEditing] = useState<Idea | 'new' | null>(null);
  if (data === undefined) return null;
  return (
    <Section
      finding={texts.ideas(data.ideas.length)}
      controls={may && <Button onClick={() => setEditing('new')}>{texts.addIdea}</Button>}
    >
      {data.ideas.length === 0 ? (
        <p>{texts.ideasText}</p>
      ) : (
        <ul className="ideas">
          {data.ideas.map((idea) => (
            <Item key={idea.id} idea={idea} onChange={may && (() => setEditing(idea))} />
          ))}
        </ul>
      )}
      {editing !== null && (
        <IdeaForm
          key={editing === 'new' ? 'new' : editing.id}
          idea={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

function Item({ idea, onChange }: { idea: Idea; onChange: false | (() => void) }) {
  const { day } = useFormats();
  const client = useQueryClient();
  const command = useCommand(deleteIdea, {
    onSuccess: async () => {
      for (const { path } of [listIdeas, getProposals]) await client.invalidateQueries({ queryKey: [path] });
    },
  });
  const { title, by, createdAt, low, high } = idea;
  return (
    <li>
      <div>
        <p>{title}</p>
        <small>
          {texts.ideaBy(by.name, day(createdAt))}, {texts.ideaExpects(numbers.lift(low), numbers.lift(high))}
        </small>
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </div>
      {onChange && (
        <div className="idea-actions">
          <Button kind="quiet" aria-label={texts.changeIdeaOf(title)} onClick={onChange}>
            {texts.changeIdea}
          </Button>
          <Button
            kind="quiet"
            aria-label={texts.deleteIdeaOf(title)}
            unavailable={command.isPending && texts.deleting}
            onClick={() => command.mutate({ params: { id: idea.id } })}
          >
            {texts.deleteIdea}
          </Button>
        </div>
      )}
    </li>
  );
}
