import { createDraft, listDrafts } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';

interface Row {
  name: string;
  levels: string;
}

const mostRows = 8;
const mostChoices = ['2', '4', '8', '16', '32', '64'].map((value) => ({ value, label: value }));

/** Rows that were filled, with at least two levels each; null where one is half filled. */
function attributesOf(rows: readonly Row[]) {
  const filled = rows.filter(({ name, levels }) => name.trim() !== '' || levels.trim() !== '');
  const read = filled.map(({ name, levels }) => ({
    name: name.trim(),
    levels: levels
      .split(',')
      .map((level) => level.trim())
      .filter((level) => level !== ''),
  }));
  const whole = read.length > 0 && read.every(({ name, levels }) => name !== '' && levels.length > 1);
  return whole ? read : null;
}

/** A test that no proposal is behind: what is varied, and how large it is. */
export function OwnDraft({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [rows, setRows] = useState<Row[]>([{ name: '', levels: '' }]);
  const [units, setUnits] = useState<number | null>(null);
  const [most, setMost] = useState('8');
  const [tried, setTried] = useState(false);
  const command = useCommand(createDraft, {
    onSuccess: async (draft) => {
      await client.invalidateQueries({ queryKey: [listDrafts.path] });
      await navigate({ to: '/drafts/$id', params: { id: draft.id } });
    },
  });
  const attributes = attributesOf(rows);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (attributes === null || command.isPending) return;
    command.mutate({ body: { attributes, mostVariations: Number(most), ...(units !== null && { units }) } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.ownTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.drafting}>
            {texts.makeDraft}
          </Button>
        </>
      }
    >
      <form id={formId} className="proposal-form" onSubmit={submit} noValidate>
        <Rows rows={rows} onRows={setRows} />
        {tried && attributes === null && <FieldError>{texts.ownMissing}</FieldError>}
        <Field label={texts.ownUnits} optional>
          <NumberInput value={units} onValue={setUnits} whole />
        </Field>
        <Field label={texts.ownMost} hint={texts.ownMostHint}>
          <Select value={most} onValue={setMost} choices={mostChoices} />
        </Field>
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </form>
    </Dialog>
  );
}

function Rows({ rows, onRows }: { rows: readonly Row[]; onRows: (rows: Row[]) => void }) {
  const set = (at: number, part: Partial<Row>) =>
    onRows(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  return (
    <>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end.
        <div className="proposal-pair" key={at}>
          <Field label={texts.ownName(at + 1)}>
            <TextInput value={row.name} onValue={(name) => set(at, { name })} maxLength={200} />
          </Field>
          <Field label={texts.ownLevels}>
            <TextInput value={row.levels} onValue={(levels) => set(at, { levels })} maxLength={1000} />
          </Field>
        </div>
      ))}
      {rows.length < mostRows && (
        <div>
          <Button onClick={() => onRows([...rows, { name: '', levels: '' }])}>{texts.ownAdd}</Button>
        </div>
      )}
    </>
  );
}
