import { numbers } from '@dandelion-loop/wording';
import { Fragment } from 'react';
import { texts } from '../../texts/learning.ts';
import { spoken } from '../experiments/result-words.tsx';
import type { LearningPart } from './learning-answer.ts';

/** How it could be wrong, in the margin. */
export function LearningDoubts({ details: { learning, attribute }, library }: LearningPart) {
  const { tests, testsNotHeld, held, age, tau2 } = learning;
  const looked = library.answer?.learnings.length ?? 0;
  const doubts: [string, string][] = [
    [
      texts.togetherTitle,
      testsNotHeld > tests
        ? texts.notHeld(numbers.counted(testsNotHeld - tests, 'further test'), held.join(', '))
        : texts.sameContent(attribute.name),
    ],
    [
      texts.unlikeTitle,
      texts.unlike(age !== null && age > 365 ? numbers.fixed(age / 365.25, 0) : null, tau2 !== null && tau2 > 0),
    ],
    [texts.looksTitle, texts.looks(numbers.count(looked), library.falseDiscoveries)],
  ];
  return (
    <>
      <h3 className="learning-doubts">{texts.doubts}</h3>
      {doubts.map(([title, text]) => (
        <Fragment key={title}>
          <h4>{title}</h4>
          <p>{spoken(text)}</p>
        </Fragment>
      ))}
    </>
  );
}
