import { getPreferencePicture, type Preference } from '@dandelion-loop/contract';
import { addressOf } from '../../app/api.ts';
import { texts } from '../../texts/preferences.ts';
import { spoken } from '../experiments/result-words.tsx';

interface OptionLookProps {
  preference: Pick<Preference, 'id' | 'options' | 'looks'>;
  /** Of the option, from 0. */
  place: number;
}

/** The picture and the text of an option, where it has them. */
export function OptionLook({ preference: { id, options, looks }, place }: OptionLookProps) {
  const look = looks[place];
  if (look === undefined) return null;
  return (
    <>
      {look.picture && (
        <img
          className="option-picture"
          src={addressOf(getPreferencePicture, { params: { id, place } })}
          alt={spoken(texts.pictureOf(options[place] ?? ''))}
        />
      )}
      {look.text !== '' && <p className="option-text">{spoken(look.text)}</p>}
    </>
  );
}
