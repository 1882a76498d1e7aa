import type { LearningDetails, Library } from '@dandelion-loop/contract';
import { inSentence, numbers, type Saying } from '@dandelion-loop/wording';
import { texts } from '../../texts/learning.ts';
import { estimateOn, learningsAxis, limitsOf, rangeOf, sizeOf, writtenOn } from './learnings-axis.ts';

/** What one learning says, and what that rests on. */

export interface LearningPart {
  details: LearningDetails;
  /** For the level, the practical margin and how many learnings there are. */
  library: Library;
}

function nameOf({ learning: { level, reference }, attribute }: LearningDetails): string {
  if (level === 'present' && reference === 'absent') return texts.said(attribute.name);
  return texts.saidLevel(attribute.name, level, reference);
}

export function learningAnswer(details: LearningDetails): Saying {
  const { learning } = details;
  const { verdict, tests, testsNeeded } = learning;
  const [name, metric, size] = [nameOf(details), inSentence(learning.metric), sizeOf(learning)];
  const needed = testsNeeded === null ? '' : texts.needed(numbers.count(testsNeeded));
  switch (verdict) {
    case 'raises':
    case 'lowers': {
      const [least, most] = limitsOf(learning);
      return [
        { text: `${name} ` },
        { text: `${verdict === 'raises' ? texts.raises : texts.lowers} ${metric} by ${size}`, role: 'finding' },
        { text: texts.between(least, most) },
      ];
    }
    case 'no-difference':
      return [
        { text: `${name} ` },
        { text: texts.noDifference(metric), role: 'finding' },
        { text: texts.noDifferenceEnd },
      ];
    case 'not-settled':
      return [{ text: texts.notSettled(name, metric), role: 'finding' }, { text: needed }];
    case 'too-few':
      return [{ text: texts.tooFew(name, numbers.counted(tests, 'test')), role: 'finding' }, { text: needed }];
  }
}

interface Days {
  day: (iso: string) => string;
  computed: string;
}

export function learningBasis({ learning }: LearningDetails, library: Library, { day, computed }: Days): Saying {
  const { tests, units, from, to } = learning;
  const axis = learningsAxis({
    learnings: [learning],
    ranges: [{ of: learning, range: rangeOf(learning) }],
    practical: library.practical,
    level: library.level,
  });
  const { text, interval } = writtenOn(axis, estimateOn(axis.relative, learning, rangeOf(learning)));
  return [
    { text: `${text} (${numbers.share(library.level)}: ${interval})`, role: 'strong' },
    { text: texts.basis(numbers.counted(tests, 'test'), numbers.count(units)) },
    ...(from !== null && to !== null ? [{ text: texts.days(day(from), day(to)) }] : []),
    { text: texts.computed(computed) },
  ];
}
