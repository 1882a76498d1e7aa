import { assignUnits, type Draft, downloadAssignment, longestAssignment, mostIds } from '@dandelion-loop/contract';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addressOf } from '../../app/api.ts';
import { exchangeFile, saveFile } from '../../app/exchange-file.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-input.tsx';

/** Who gets which variation: a numbered list, or one of ids that were pasted. */
export function DraftAssignment({ draft: { id, units, columns } }: { draft: Draft }) {
  const names = [columns.unit, columns.variation, ...columns.attributes].map((name) => `“${name}”`).join(', ');
  return (
    <div className="draft-assignment">
      <p className="draft-lead">{texts.assignmentText(names)}</p>
      {units <= longestAssignment ? (
        <p>
          <a className="btn primary" href={addressOf(downloadAssignment, { params: { id } })} download>
            {texts.numbered(units)}
          </a>
        </p>
      ) : (
        <p>{texts.tooLong(longestAssignment)}</p>
      )}
      <OwnIds id={id} />
    </div>
  );
}

function OwnIds({ id }: { id: string }) {
  const [ids, setIds] = useState('');
  const [tried, setTried] = useState(false);
  const command = useMutation({
    networkMode: 'always',
    mutationFn: () => exchangeFile(assignUnits, { params: { id } }, ids),
    onSuccess: saveFile,
  });
  const fault = ids.trim().split(/\s*\n\s*/).length < 2 ? texts.ownIdsMissing : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault === undefined && !command.isPending) command.mutate();
  };
  return (
    <form className="proposal-form" onSubmit={submit} noValidate>
      <Field label={texts.ownIds} hint={texts.ownIdsHint(mostIds)} error={tried ? fault : undefined}>
        <TextArea value={ids} onValue={setIds} rows={6} spellCheck={false} autoComplete="off" />
      </Field>
      {command.error && <FieldError>{command.error.message}</FieldError>}
      <div>
        <Button type="submit" unavailable={command.isPending && texts.assigning}>
          {texts.assign}
        </Button>
      </div>
    </form>
  );
}
