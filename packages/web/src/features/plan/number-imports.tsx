import { listNumberImports, type NumberImport, takeBackNumberImport } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { numbersTexts as texts } from '../../texts/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useNumbersChanged } from './use-numbers-changed.ts';

/** What was imported, each with its way back. */
export function NumberImports({ planId }: { planId: string }) {
  const { data, error } = useAnswer(listNumberImports, { params: { id: planId } });
  if (error !== null) return <FieldError>{error.message}</FieldError>;
  if (data === undefined) return <Skeleton lines={2} what={texts.looking} />;
  if (data.imports.length === 0) return <p className="quiet">{texts.earlierNone}</p>;
  return (
    <ul className="plan-hand-offs">
      {data.imports.map((one) => (
        <OneImport key={one.id} made={one} />
      ))}
    </ul>
  );
}

function OneImport({ made: { id, of, at, by, rows } }: { made: NumberImport }) {
  const { moment } = useFormats();
  const [asking, setAsking] = useState(false);
  const changed = useNumbersChanged();
  const takeBack = useCommand(takeBackNumberImport, {
    onSuccess: async ({ removed, restored }) => {
      setAsking(false);
      notify({ title: texts.takenBack(removed, restored) });
      await changed();
    },
  });
  return (
    <li>
      <span>
        {texts.earlierRow(rows, texts.earlierOf[of])}
        <small className="quiet">
          {by.name}, {moment(at)}
        </small>
      </span>
      <Button kind="quiet" aria-label={texts.takeBackNamed(moment(at))} onClick={() => setAsking(true)}>
        {texts.takeBack}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={texts.takeBackTitle}
        confirm={texts.takeBack}
        onConfirm={() => takeBack.mutate({ params: { id } })}
        busy={takeBack.isPending ? texts.takingBack : undefined}
        error={takeBack.error?.message}
      >
        {texts.takeBackText}
      </ConfirmDialog>
    </li>
  );
}
