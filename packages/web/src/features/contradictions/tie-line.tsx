import { deleteTie, getLearnings, type Library, listTies, type StoredTie } from '@dandelion-loop/contract';
import { contrastWords } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/contradictions.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { spoken } from '../experiments/result-words.tsx';
import './contradictions.css';
import { TieDialog } from './tie-dialog.tsx';
import { useContradictionsChanged } from './use-contradictions-changed.ts';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const learningOf = (library: Library | undefined, tie: StoredTie) =>
  library?.answer?.learnings.find(
    (one) => same(one.attribute, tie.attribute) && same(one.level, tie.level) && same(one.metric, tie.metric),
  );

/** "“Question” present instead of absent lowers clicks" */
function tiedWords(tie: StoredTie, library: Library | undefined): string {
  const learning = learningOf(library, tie);
  const name = library?.attributes.find(({ id }) => same(id, tie.attribute))?.name ?? tie.attribute;
  const contrast = learning === undefined ? `“${name}” ${tie.level}` : contrastWords({ ...learning, attribute: name });
  return texts.tied(contrast, texts.directions[tie.direction](`“${tie.metric}”`));
}

interface LineProps {
  of: StoredTie['of'];
  /** The claim or the sentence, for who cannot see beside which one the button stands. */
  says: string;
}

/** Which learning an assumption or a written learning is about, and the way to say so. */
export function TieLine({ of, says }: LineProps) {
  const may = useMay('learnings:write');
  const ties = useAnswer(listTies, {});
  const library = useAnswer(getLearnings, {});
  const [open, setOpen] = useState(false);
  if (ties.data === undefined) return null;
  const tie = ties.data.ties.find((one) => one.of.kind === of.kind && one.of.id === of.id) ?? null;
  const learning = tie === null ? undefined : learningOf(library.data, tie);
  return (
    <div className="tie">
      <p className="quiet">
        {tie === null ? texts.notTied : spoken(`${tiedWords(tie, library.data)}.`)} {tie?.byRule && texts.byRule}{' '}
        {tie !== null && library.data !== undefined && learning === undefined && texts.noSuch}{' '}
        {learning !== undefined && (
          <Link to="/learnings/$id" params={{ id: learning.id }}>
            {texts.toTheLearning}
          </Link>
        )}
      </p>
      {may && tie?.byRule !== true && (
        <span className="tie-actions">
          <Button
            kind="quiet"
            aria-label={tie === null ? texts.aboutOf(spoken(says)) : undefined}
            onClick={() => setOpen(true)}
          >
            {tie === null ? texts.tie : texts.retie}
          </Button>
          {tie !== null && <UntieButton of={of} />}
        </span>
      )}
      {open && <TieDialog of={of} says={says} tie={tie} library={library.data} onClose={() => setOpen(false)} />}
    </div>
  );
}

function UntieButton({ of }: Pick<LineProps, 'of'>) {
  const client = useQueryClient();
  const changed = useContradictionsChanged();
  const command = useCommand(deleteTie, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listTies.path] });
      await changed();
    },
  });
  return (
    <>
      <Button
        kind="quiet"
        unavailable={command.isPending && texts.untying}
        onClick={() => command.mutate({ params: of })}
      >
        {texts.untie}
      </Button>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </>
  );
}
