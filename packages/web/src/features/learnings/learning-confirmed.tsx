import {
  confirmLearning,
  type Learning,
  listLearningConfirmations,
  withdrawLearningConfirmation,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useFormats } from '../../app/formats.ts';
import { useMay, useSession } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/learning-notes.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { spoken } from '../experiments/result-words.tsx';

/** Who stands behind a computed learning, and what it said when they did. */
export function LearningConfirmed({ learning: { id, sentence } }: { learning: Pick<Learning, 'id' | 'sentence'> }) {
  const { day } = useFormats();
  const { member } = useSession();
  const may = useMay('learnings:write');
  const { data } = useAnswer(listLearningConfirmations, {});
  const client = useQueryClient();
  const again = {
    onSuccess: () => client.invalidateQueries({ queryKey: [listLearningConfirmations.path] }),
  };
  const confirm = useCommand(confirmLearning, again);
  const withdraw = useCommand(withdrawLearningConfirmation, again);
  if (data === undefined) return null;
  const confirmed = data.learnings.find((one) => one.id === id)?.confirmedBy ?? [];
  const mine = confirmed.some(({ by }) => by.id === member.id);
  const busy = (confirm.isPending || withdraw.isPending) && texts.confirming;
  const error = confirm.error ?? withdraw.error;
  return (
    <Section
      finding={texts.confirmedFinding(confirmed.length)}
      controls={
        may && (
          <Button unavailable={busy} onClick={() => (mine ? withdraw : confirm).mutate({ params: { id } })}>
            {mine ? texts.withdraw : texts.confirm}
          </Button>
        )
      }
    >
      <p className="learnings-aside">{texts.confirmedText}</p>
      {error && <FieldError>{error.message}</FieldError>}
      <ul className="noted">
        {confirmed.map((one) => (
          <li key={one.by.id ?? one.by.kind}>
            {texts.by(one.by.name, day(one.at))}
            {one.sentence !== sentence && <small className="quiet">{spoken(texts.saidThen(one.sentence))}</small>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
