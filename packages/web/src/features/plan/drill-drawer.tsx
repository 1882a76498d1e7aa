import { answerDrill, type Drill, holdDrill, listDrills } from '@dandelion-loop/contract';
import { inHundred } from '@dandelion-loop/portfolio';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextArea } from '../../ui/text-input.tsx';

interface DrillDrawerProps {
  open: boolean;
  onClose: () => void;
  planId: string;
  mayWrite: boolean;
}

/** Something breaks at random, and the team says what it would do. */
export function DrillDrawer({ open, onClose, planId, mayWrite }: DrillDrawerProps) {
  return (
    <Drawer open={open} onClose={onClose} title={texts.drillTitle}>
      <Drills planId={planId} mayWrite={mayWrite} />
    </Drawer>
  );
}

function Drills({ planId, mayWrite }: Pick<DrillDrawerProps, 'planId' | 'mayWrite'>) {
  const client = useQueryClient();
  const { data, error } = useAnswer(listDrills, { params: { id: planId } });
  const refresh = () => client.invalidateQueries({ queryKey: [listDrills.path] });
  const hold = useCommand(holdDrill, { onSuccess: refresh });
  const drills = data?.drills ?? [];
  return (
    <div className="drills">
      <p>{texts.drillText}</p>
      {mayWrite && (
        <p>
          <Button
            kind="primary"
            onClick={() => hold.mutate({ params: { id: planId }, body: {} })}
            unavailable={hold.isPending && texts.reading}
          >
            {drills.length > 0 ? texts.drillAgain : texts.drillStart}
          </Button>
        </p>
      )}
      {hold.error !== null && (
        <Notice tone="warning" title={texts.drillFailed}>
          {hold.error.message}
        </Notice>
      )}
      {data === undefined && error === null && <Skeleton lines={3} what={texts.reading} />}
      {error !== null && <Notice tone="warning" title={error.message} />}
      {data !== undefined && drills.length === 0 && <p className="quiet">{texts.drillNone}</p>}
      {drills.map((drill, i) => (
        <OneDrill key={drill.id} drill={drill} mayWrite={mayWrite} newest={i === 0} />
      ))}
    </div>
  );
}

function OneDrill({ drill, mayWrite, newest }: { drill: Drill; mayWrite: boolean; newest: boolean }) {
  const { moment } = useFormats();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const answer = useCommand(answerDrill, {
    onSuccess: async () => {
      setText('');
      await client.invalidateQueries({ queryKey: [listDrills.path] });
    },
  });
  return (
    <article className="drill">
      <h3>
        {texts.drillBroken}: {drill.broken.map(({ name }) => name).join(', ')}
      </h3>
      <p>{drill.sentence}</p>
      <ul>
        {drill.outcomes.map(({ name, before, probability }) => (
          <li key={name}>{texts.drillChance(name, inHundred(before), inHundred(probability))}</li>
        ))}
      </ul>
      {drill.answers.map((one) => (
        <blockquote key={one.at}>
          <p>{one.text}</p>
          <footer className="quiet">
            {one.by.name}, {moment(one.at)}
          </footer>
        </blockquote>
      ))}
      {mayWrite && newest && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            answer.mutate({ params: { id: drill.id }, body: { text } });
          }}
        >
          <Field label={texts.drillAnswer} error={answer.error?.message}>
            <TextArea value={text} onValue={setText} rows={3} />
          </Field>
          <Button type="submit" unavailable={answer.isPending && texts.reading}>
            {texts.drillSay}
          </Button>
        </form>
      )}
    </article>
  );
}
