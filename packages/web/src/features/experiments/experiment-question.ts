import type { Experiment } from '@dandelion-loop/contract';
import { questionOf } from '@dandelion-loop/wording';

interface Question {
  /** What people call it; null while that is only the name of its file. */
  title: string | null;
  /** Null where the title asks already. */
  asked: string | null;
}

const asks = (title: string): boolean => /[?？؟]\s*$/.test(title);

/** A title that nobody gave is the name of the import: the page has that above, and asks what the answer answers. */
export function questionFor({ title, name, importName, answer }: Experiment): Question {
  const given = title.trim();
  if (asks(given)) return { title: given, asked: null };
  const named = name !== null || given !== importName.trim();
  return { title: named && given !== '' ? given : null, asked: questionOf(answer) };
}

/** In one line, for a picture and the title of the window. */
export function questionText(experiment: Experiment): string {
  const { title, asked } = questionFor(experiment);
  if (title === null || asked === null) return title ?? asked ?? '';
  return `${/[.!?…:]$/.test(title) ? title : `${title}.`} ${asked}`;
}
