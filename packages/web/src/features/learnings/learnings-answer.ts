import type { Learning, Library } from '@dandelion-loop/contract';
import { inSentence, type Saying } from '@dandelion-loop/wording';
import { texts } from '../../texts/learnings.ts';
import { type Attributes, nameOf } from './learning-names.ts';
import { estimateOn, rangeOf, sizeOf } from './learnings-axis.ts';
import { isKnown, sizeFor } from './learnings-groups.ts';

/** What learnings of one metric say in a sentence, and what that rests on. */

export interface Shown {
  metric: string;
  /** Of that metric, and of the column where one is chosen. */
  learnings: readonly Learning[];
  /** Undefined: whatever they were read from; null: given levels. */
  column: string | null | undefined;
  attributes: Attributes;
}

/** So many are said in words. */
const mostSaid = 3;

const strongest = (learnings: readonly Learning[]): Learning[] =>
  learnings.filter(isKnown).sort((a, b) => sizeFor(b) - sizeFor(a));

const nameIn = ({ attributes }: Shown, learning: Learning): string => texts.said(nameOf(learning, attributes).name);

/** "“Exclamation mark” lowers click rate by 16%", "“Question” by 11%": one for each, those of one direction together. */
function clauses(shown: Shown, said: readonly Learning[]): string[] {
  const verdicts = [...new Set(said.map(({ verdict }) => verdict))];
  return verdicts.flatMap((verdict) =>
    said
      .filter((learning) => learning.verdict === verdict)
      .map((learning, at) => {
        const [name, size] = [nameIn(shown, learning), sizeOf(learning)];
        if (at > 0) return texts.bySize(name, size);
        const verb = verdict === 'raises' ? texts.raises : texts.lowers;
        return texts.changes(name, verb, inSentence(shown.metric), size);
      }),
  );
}

/** The answer of the page; the strongest finding is marked. */
export function learningsAnswer(shown: Shown): Saying {
  const { learnings, metric, column } = shown;
  const known = strongest(learnings);
  if (known.length === 0) {
    const same = learnings.filter(({ verdict }) => verdict === 'no-difference').length;
    const open = learnings.length - same;
    return [
      { text: texts.nothingKnown(inSentence(metric)), role: 'finding' },
      ...(same > 0 ? [{ text: texts.noDifference(same) }] : []),
      ...(open > 0 ? [{ text: texts.stillOpen(open) }] : []),
    ];
  }
  const subject = column ? texts.ofColumn(column) : texts.ofMetric(inSentence(metric));
  const [first = '', ...others] = clauses(shown, known.slice(0, mostSaid));
  return [
    { text: texts.knowAbout(known.length, subject) },
    { text: first, role: 'finding' },
    { text: `${others.map((clause) => `, ${clause}`).join('')}.` },
  ];
}

/** By how many points of the reference leaving tests out moves what is known, at most; null where nothing is known. */
function mostMoved(learnings: readonly Learning[]): string | null {
  const moves = learnings.filter(isKnown).flatMap((learning) => {
    if (learning.relative === null) return [];
    const { value } = estimateOn(true, learning, rangeOf(learning.withAll));
    return value === null ? [] : [Math.abs(value - learning.relative.value)];
  });
  return moves.length === 0 ? null : texts.points(Math.max(...moves) * 100);
}

/** Tests used and left out, the share that should turn out false, the date. */
export function learningsBasis({ learnings }: Shown, library: Library, computed: string | null): Saying {
  const { tests } = library.answer!;
  const out = tests.all - tests.believed;
  const moved = mostMoved(learnings);
  const [from, counted, end] = texts.from(tests.believed);
  const [of, share, false_] = texts.shareFalse(library.falseDiscoveries);
  return [
    { text: from! },
    { text: counted!, role: 'strong' },
    { text: end! },
    ...(out > 0 ? [{ text: texts.leftOut(out, moved === null ? null : texts.moves(moved)) }] : []),
    ...(learnings.some(isKnown) ? [{ text: of! }, { text: share!, role: 'strong' as const }, { text: false_! }] : []),
    ...(learnings.length > 0 && learnings.every(isOld) ? [{ text: texts.allOld }] : []),
    ...(computed === null ? [] : [{ text: texts.computed(computed) }]),
  ];
}

const daysOfAYear = 365;
const isOld = ({ age }: Learning): boolean => age !== null && age > daysOfAYear;

/** "Do more of: … Do less of: …", by the direction of the metric. */
export function learningsFinding(shown: Shown): string {
  const known = strongest(shown.learnings);
  const names = (favorable: boolean) =>
    known
      .filter((learning) => learning.favorable === favorable)
      .slice(0, mostSaid)
      .map((learning) => nameIn(shown, learning))
      .join(', ');
  const [more, less] = [names(true), names(false)];
  if (more === '' && less === '') return texts.nothingWorth;
  return [more && texts.worthDoing(more), less && texts.worthAvoiding(less)].filter(Boolean).join(' ');
}
