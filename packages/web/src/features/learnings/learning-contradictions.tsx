import type { Contradiction, LearningDetails } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { texts } from '../../texts/learning.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Heads } from '../../ui/heads.tsx';
import { Section } from '../../ui/section.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { estimateOn, learningsAxis, rangeOf, writtenOn } from './learnings-axis.ts';

const keyOf = (one: Contradiction): string =>
  one.kind === 'test' ? `test\n${one.test}` : `${one.dimension}\n${one.value}`;

/** Tests and parts of the tests that say otherwise. */
export function LearningContradictions({ details: { learning } }: { details: LearningDetails }) {
  const { contradictions } = learning;
  if (contradictions.length === 0) return null;
  const axis = learningsAxis({
    learnings: [learning],
    ranges: contradictions.map((one) => ({ of: learning, range: rangeOf(one) })),
    ...{ practical: { value: 0, relative: true }, level: 0.95 },
  });
  return (
    <Section
      finding={texts.contradicted(contradictions.length)}
      note={
        <>
          <h3>{texts.contradictedTitle}</h3>
          <p>{texts.contradictedNote}</p>
        </>
      }
    >
      <BlockTable caption={texts.contradicted(contradictions.length)}>
        <Heads of={texts.contradictedHeads} />
        <tbody>
          {contradictions.map((one) => {
            const { text, interval } = writtenOn(axis, estimateOn(axis.relative, learning, rangeOf(one)));
            return (
              <tr key={keyOf(one)}>
                <th scope="row">
                  {one.kind === 'test' ? (
                    <Link to="/experiments/$id" params={{ id: one.test }}>
                      {spoken(one.sentence)}
                    </Link>
                  ) : (
                    spoken(one.sentence)
                  )}
                </th>
                <td className="n nowrap">
                  <b>{text}</b> <span className="quiet">{interval}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </BlockTable>
    </Section>
  );
}
