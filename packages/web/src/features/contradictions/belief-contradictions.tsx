import { type Belief, getContradictions } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/contradictions.ts';
import { Section } from '../../ui/section.tsx';
import { ContradictionItem } from './contradiction-item.tsx';
import './contradictions.css';
import { TieLine } from './tie-line.tsx';

/** On the page of an assumption: what stands against it, and which learning it is about. */
export function BeliefContradictions({ belief: { id, claim, state } }: { belief: Belief }) {
  const { data } = useAnswer(getContradictions, {});
  const own = (data?.contradictions ?? []).filter(({ belief }) => belief?.id === id);
  if (state === 'void') return null;
  return (
    <>
      {own.length > 0 && (
        <Section id="contradictions" finding={texts.ofBelief(own.length)}>
          <ul className="contradictions">
            {own.map((notice) => (
              <ContradictionItem key={notice.id} notice={notice} />
            ))}
          </ul>
        </Section>
      )}
      <Section finding={texts.tieFinding}>
        <TieLine of={{ kind: 'belief', id }} says={claim} />
      </Section>
    </>
  );
}
