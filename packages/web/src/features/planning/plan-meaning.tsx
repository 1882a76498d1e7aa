import type { SizeAnswer } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/planning.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { TooFewState } from '../../ui/state-card.tsx';
import { inHundred, ofFew, oneFalseIn, type PlanAnswer, weeksOf } from './plan-answer.ts';

/** Longer than this a test is hardly left alone. */
const longWeeks = 8;

/** What the numbers mean for those who run the test; `more` is what the units show that are there beyond need. */
export function PlanMeaning({ size, more }: { size: SizeAnswer; more: string | undefined }) {
  const { days } = size;
  const weeks = days === null ? null : weeksOf(days);
  const { of, found } = ofFew(size.power);
  return (
    <Section finding={weeks === null ? texts.noWeeksFinding : texts.weeksFinding(weeks)}>
      <ul className="plan-meaning">
        {days !== null && weeks !== null && <li>{texts.weeks(days, weeks)}</li>}
        {weeks !== null && weeks > longWeeks && <li>{texts.long}</li>}
        {days === null && <li>{texts.sayPerDay}</li>}
        {more && <li>{more}</li>}
        <li>{texts.found(numbers.count(found), numbers.count(of), numbers.count(of - found))}</li>
        <li>{texts.falseAlarm(numbers.count(oneFalseIn(size)))}</li>
        <li>{texts.oneLook}</li>
      </ul>
    </Section>
  );
}

interface TooFewProps {
  answer: PlanAnswer & { chance: number | null; cannot: string | null };
  /** Plans for what the units can show, or for as many units as are needed. */
  onPlan: (part: { difference: '' } | { units: '' }) => void;
}

/** The units do not find what is wanted: what hides, what would be needed, and what they show after all. */
export function TooFew({ answer: { need, can, units, chance, cannot }, onPlan }: TooFewProps) {
  if (need === null || units === null) return null;
  const { days, unitsTotal } = need.size;
  return (
    <TooFewState
      say={texts.hidden(units)}
      actions={
        <>
          {can && <Button onClick={() => onPlan({ difference: '' })}>{texts.takeUnits}</Button>}
          <Button onClick={() => onPlan({ units: '' })}>{texts.takeDifference}</Button>
        </>
      }
    >
      <p>{can?.size.sentence ?? cannot}</p>
      {chance !== null && <p>{texts.hiddenChance(inHundred(chance))}</p>}
      <p>{texts.hiddenNeed(unitsTotal, days === null ? '' : texts.hiddenDays(days))}</p>
    </TooFewState>
  );
}
