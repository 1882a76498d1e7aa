import { texts } from '../../texts/plan.ts';
import { Section } from '../../ui/section.tsx';
import type { Shown } from './plan-context.ts';

/** How fast and how cheaply is learned. The sentences come with the plan. */
export function ScoresSection({ shown: { whole } }: { shown: Shown }) {
  const { decided, sentences } = whole.scores;
  if (decided === 0 || sentences.length === 0) return null;
  return (
    <Section finding={texts.scores}>
      <ul className="plan-sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Section>
  );
}
