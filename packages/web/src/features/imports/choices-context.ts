import type { UploadColumn } from '@dandelion-loop/contract';
import { createContext, useContext } from 'react';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import type { Choice } from '../../ui/select.tsx';
import type { ChoicesFacts, Problems } from './choices-check.ts';
import type { ChoicesDraft } from './choices-draft.ts';

/** What all parts of the form share: what was typed, what is known of the file, and what is wrong. */
export interface ChoicesForm {
  draft: ChoicesDraft;
  set: (part: Partial<ChoicesDraft>) => void;
  facts: ChoicesFacts;
  asksName: boolean;
  /** What the values of the variation column were counted in. */
  things: 'rows' | 'units' | 'tries';
  counting: { busy: boolean; problem: string | null; again: () => void };
  /** What to show: nothing before somebody wanted to go on. */
  problems: Problems;
}

export const ChoicesContext = createContext<ChoicesForm | null>(null);

export function useChoices(): ChoicesForm {
  const form = useContext(ChoicesContext);
  if (form === null) throw new Error('a part of the choices is used outside of their form');
  return form;
}

/** The columns as a list to choose from; one that is chosen and gone is there, and marked. */
export function columnChoices(columns: readonly UploadColumn[], chosen: string, none: string): Choice[] {
  const known = columns.map(({ name }) => ({ value: name, label: name }));
  const gone = chosen !== '' && columns.every(({ name }) => name !== chosen);
  return [{ value: '', label: none }, ...(gone ? [{ value: chosen, label: texts.goneChoice(chosen) }] : []), ...known];
}
