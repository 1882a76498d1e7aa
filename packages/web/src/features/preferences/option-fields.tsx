import { useRef, useState } from 'react';
import { texts } from '../../texts/preferences.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import type { OptionDraft } from './question-draft.ts';
import { smallPicture } from './small-picture.ts';

interface OptionFieldsProps {
  option: OptionDraft;
  /** 1, 2, 3 ... */
  number: number;
  fault: string | undefined;
  set: (part: Partial<OptionDraft>) => void;
  /** Null: there are no fewer options. */
  onRemove: (() => void) | null;
}

/** The name of an option, and what is shown of it. */
export function OptionFields({ option, number, fault, set, onRemove }: OptionFieldsProps) {
  const { name, text } = option;
  return (
    <div className="option-fields">
      <div className="option-name">
        <Field label={texts.option(number)} error={fault}>
          <TextInput value={name} onValue={(value) => set({ name: value })} maxLength={200} autoComplete="off" />
        </Field>
        {onRemove !== null && <IconButton icon="delete" label={texts.optionRemove(number)} onClick={onRemove} />}
      </div>
      <Field label={texts.optionText(number)} hint={texts.optionTextHint} optional>
        <TextArea rows={2} maxLength={2000} value={text} onValue={(value) => set({ text: value })} />
      </Field>
      <PictureField option={option} number={number} set={set} />
    </div>
  );
}

function PictureField({ option: { picture }, number, set }: Pick<OptionFieldsProps, 'option' | 'number' | 'set'>) {
  const input = useRef<HTMLInputElement>(null);
  const [bad, setBad] = useState(false);
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = await smallPicture(file);
    setBad(read === null);
    if (read !== null) set({ picture: read });
  };
  return (
    <div className="option-chosen">
      {picture !== null && (
        <img className="option-picture" src={`data:image/jpeg;base64,${picture}`} alt={texts.pictureAlt(number)} />
      )}
      {picture === null ? (
        <Button icon="file" onClick={() => input.current?.click()} aria-label={texts.pictureFor(number)}>
          {texts.picture}
        </Button>
      ) : (
        <Button kind="quiet" onClick={() => set({ picture: null })}>
          {texts.pictureRemove}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        accept="image/*"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={texts.pictureFor(number)}
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {bad && <FieldError>{texts.pictureBad}</FieldError>}
    </div>
  );
}
