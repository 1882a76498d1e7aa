import { type CodedAttribute, listCodedAttributes, mergeLevels } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/coding.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

/** Levels that mean the same become one: what looks like a typo is suggested, a person decides. */
export function MergeLevels({ attribute, onClose }: { attribute: CodedAttribute; onClose: () => void }) {
  const { name, from, levels, suggestions, merged } = attribute;
  const client = useQueryClient();
  const [level, setLevel] = useState('');
  const [into, setInto] = useState('');
  const command = useCommand(mergeLevels, {
    onSuccess: async () => {
      setLevel('');
      await client.invalidateQueries({ queryKey: [listCodedAttributes.path] });
    },
  });
  const merge = (one: string, to: string) =>
    command.mutate({ body: { attribute: name, from, levels: [one], into: to } });
  const busy = command.isPending && texts.merging;
  const choices = [
    { value: '', label: texts.choose },
    ...levels.map((one) => ({ value: one.level, label: texts.levelCount(one.level, one.variations) })),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.mergeTitle(name)}
      actions={<Button onClick={onClose}>{texts.close}</Button>}
    >
      <p>{texts.mergeText[from]}</p>
      {suggestions.length === 0 && <p className="quiet">{texts.noSuggestions}</p>}
      <ul className="merges">
        {suggestions.flatMap((group) =>
          group.from.map((one) => (
            <li key={`${group.into} ${one.level}`}>
              <Button unavailable={busy} onClick={() => merge(one.level, group.into)}>
                {texts.mergeOne(one.level, group.into)}
              </Button>
              <small className="quiet">{texts.because[one.because]}</small>
            </li>
          )),
        )}
      </ul>
      <fieldset className="group">
        <legend>{texts.mergeAny}</legend>
        <div className="merge-any">
          <Field label={texts.mergeFrom}>
            <Select value={level} onValue={setLevel} choices={choices} />
          </Field>
          <Field label={texts.mergeInto}>
            <Select value={into} onValue={setInto} choices={choices} />
          </Field>
          <Button
            unavailable={busy || ((level === '' || into === '' || level === into) && texts.choose)}
            onClick={() => merge(level, into)}
          >
            {texts.doMerge}
          </Button>
        </div>
      </fieldset>
      {command.error && <FieldError>{command.error.message}</FieldError>}
      {merged.length > 0 && (
        <fieldset className="group">
          <legend>{texts.mergedList}</legend>
          <ul className="merges">
            {merged.map((one) => (
              <li key={one.level}>
                {texts.mergedAs(one.level, one.into)}{' '}
                <Button
                  kind="quiet"
                  aria-label={texts.takeApartOf(one.level)}
                  unavailable={busy}
                  onClick={() => merge(one.level, one.level)}
                >
                  {texts.takeApart}
                </Button>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </Dialog>
  );
}
