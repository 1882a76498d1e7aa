import { getProposals, type LearnAnswer, type LearningPrior, type Library } from '@dandelion-loop/contract';
import { daysSaved, numbers } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/learnings.ts';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import { spoken } from '../experiments/result-words.tsx';
import type { Shown } from './learnings-answer.ts';
import { inHundred, sizeOf } from './learnings-axis.ts';
import { isKnown, sizeFor } from './learnings-groups.ts';

interface ExpectedProps {
  answer: LearnAnswer;
  shown: Shown;
  library: Library;
}

/** What past tests say of the next one: how much of a winner is left, what they are worth, and whether that was checked. */
export function LearningsExpected({ answer: { priors, heldOut }, shown, library }: ExpectedProps) {
  const prior = priors.find(({ metric }) => metric === shown.metric);
  if (prior === undefined && heldOut === null) return null;
  const finding = prior?.winnersShrink == null ? texts.expected : texts.winnersShrink(prior.winnersShrink);
  return (
    <Section finding={finding} note={<Notes shown={shown} library={library} />}>
      <ul className="learnings-points">
        {prior && said(prior).map((sentence) => <li key={sentence}>{spoken(sentence)}</li>)}
        {prior?.worthUnits != null && <DaysSaved metric={shown.metric} />}
        {heldOut && <li>{texts.foretold(heldOut.errorRatio, heldOut.covered, heldOut.level, heldOut.contrasts)}</li>}
      </ul>
      {prior && (
        <Details summary={texts.priorSummary}>
          <p>
            {texts.priorText(numbers.counted(prior.comparisons, 'comparison'), numbers.counted(prior.tests, 'test'))}
          </p>
          <p>{texts.priorFigures(numbers.fixed(prior.mean, 3), numbers.fixed(prior.sd, 3))}</p>
        </Details>
      )}
    </Section>
  );
}

/** What past tests are worth in days, where as many units come as What next counts with. */
function DaysSaved({ metric }: { metric: string }) {
  const { data } = useAnswer(getProposals, { query: { limit: 1 } });
  if (data?.saved?.metric !== metric) return null;
  const { saved, basis } = data;
  return (
    <li>
      {texts.worthDays(saved.units, daysSaved(saved.days), numbers.count(Math.round(basis.unitsPerWeek)))}{' '}
      <Link to="/learnings/next">{texts.toUnits}</Link>
    </li>
  );
}

function said({ winnersShrink, worthUnits, typicalUnits, chanceToFind, heldOut }: LearningPrior): string[] {
  return [
    ...(winnersShrink === null ? [] : [texts.keeps(1 - winnersShrink)]),
    ...(chanceToFind === null ? [] : [texts.finds(numbers.count(Math.round(typicalUnits)), inHundred(chanceToFind))]),
    ...(worthUnits === null ? [] : [texts.worth(Math.round(worthUnits))]),
    ...(heldOut === null
      ? []
      : [
          texts.checked(heldOut.errorRatio),
          texts.promised(Math.expm1(heldOut.rawWinnersOver), Math.expm1(heldOut.shrunkenWinnersOver)),
        ]),
  ];
}

/** How to read the numbers of the plot above. */
function Notes({ shown, library: { practical } }: Pick<ExpectedProps, 'shown' | 'library'>) {
  const [strongest] = shown.learnings.filter(isKnown).sort((a, b) => sizeFor(b) - sizeFor(a));
  const margin = practical.relative ? numbers.share(practical.value) : numbers.fixed(practical.value, 3);
  return (
    <>
      {strongest?.nextAgrees != null && (
        <>
          <h3>{texts.nextTitle}</h3>
          <p>{texts.nextText(sizeOf(strongest), inHundred(strongest.nextAgrees))}</p>
        </>
      )}
      <h3>{texts.marginTitle}</h3>
      <p>{texts.marginText(margin)}</p>
    </>
  );
}
