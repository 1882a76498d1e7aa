import type { BodyInputOf, createPreference, Experiment } from '@dandelion-loop/contract';
import { texts } from '../../texts/preferences.ts';

export interface OptionDraft {
  /** Tells options apart while they are typed. */
  key: number;
  name: string;
  text: string;
  /** Base64 of a JPEG. */
  picture: string | null;
}

/** A question as it is typed. */
export interface QuestionDraft {
  question: string;
  topic: string;
  options: readonly OptionDraft[];
}

export const mostOptions = 6;
export const fewestOptions = 2;

let keys = 0;
export const newOption = (name = ''): OptionDraft => ({ key: keys++, name, text: '', picture: null });

export const emptyQuestion = (): QuestionDraft => ({ question: '', topic: '', options: [newOption(), newOption()] });

/** The variations of a test as options. */
export const questionOf = ({ answer }: Pick<Experiment, 'answer'>): QuestionDraft => ({
  ...emptyQuestion(),
  options: answer.source.variations.slice(0, mostOptions).map(({ name }) => newOption(name.slice(0, 200))),
});

export interface QuestionFaults {
  question?: string;
  /** By key of the option. */
  options: ReadonlyMap<number, string>;
}

/** What keeps a draft from being asked. */
export function faultsOf({ question, options }: QuestionDraft): QuestionFaults {
  const names = options.map(({ name }) => name.trim());
  const faults = options.flatMap(({ key }, at): [number, string][] => {
    if (names[at] === '') return [[key, texts.optionMissing]];
    return names.indexOf(names[at]!) < at ? [[key, texts.optionTwice]] : [];
  });
  return { ...(question.trim() === '' && { question: texts.askMissing }), options: new Map(faults) };
}

export const isFine = ({ question, options }: QuestionFaults): boolean => question === undefined && options.size === 0;

/** What is sent of a draft without faults. */
export const bodyOf = (
  { question, topic, options }: QuestionDraft,
  experimentId: string | null,
): BodyInputOf<typeof createPreference> => ({
  ...{ question: question.trim(), topic: topic.trim(), experimentId },
  options: options.map(({ name }) => name.trim()),
  looks: options.map(({ text, picture }) => ({ text: text.trim(), picture })),
});
