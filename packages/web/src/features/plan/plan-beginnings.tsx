import { periodTexts } from '../../texts/period.ts';
import { texts } from '../../texts/plan.ts';
import { Section } from '../../ui/section.tsx';
import { ImportPlan } from './import-plan.tsx';
import { PeriodForm } from './period-form.tsx';
import { Samples } from './samples.tsx';

/** Ways to a plan: two to look at, a form, a file. */
export function PlanBeginnings({ ownFirst = false }: { ownFirst?: boolean }) {
  const own = (
    <Section finding={texts.own}>
      <p>{texts.ownText}</p>
      <PeriodForm />
    </Section>
  );
  return (
    <>
      {ownFirst && own}
      <Section finding={texts.samplesTitle}>
        <Samples />
      </Section>
      {!ownFirst && own}
      <Section finding={periodTexts.importTitle}>
        <ImportPlan into={null} />
      </Section>
    </>
  );
}
