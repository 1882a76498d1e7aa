import type { LearnAnswer, NotEstimable } from '@dandelion-loop/contract';
import { texts } from '../../texts/learnings.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Heads } from '../../ui/heads.tsx';
import { Section } from '../../ui/section.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';
import { type Attributes, attributeOf } from './learning-names.ts';

interface WithoutProps {
  answer: LearnAnswer;
  attributes: Attributes;
}

/** So many are listed; the export has all. */
const most = 300;

/** What no test can tell, and why: said, not drawn as zero. */
export function LearningsWithout({ answer: { notEstimable }, attributes }: WithoutProps) {
  if (notEstimable.length === 0) return null;
  return (
    <Section finding={texts.without(notEstimable.length)}>
      <Details summary={texts.withoutSummary} open={notEstimable.length <= 3}>
        <BlockTable caption={texts.withoutSummary}>
          <Heads of={texts.withoutHeads} />
          <tbody>
            {notEstimable.slice(0, most).map((one) => (
              <tr key={`${one.attribute}\n${one.level}\n${one.metric}`}>
                <th scope="row">
                  <Subject of={one} attributes={attributes} />
                </th>
                <td>{spoken(inNames(one, attributes))}</td>
              </tr>
            ))}
          </tbody>
        </BlockTable>
        {notEstimable.length > most && (
          <p className="learnings-aside">{texts.moreInExport(notEstimable.length - most)}</p>
        )}
      </Details>
    </Section>
  );
}

function Subject({ of: { attribute, level, metric }, attributes }: { of: NotEstimable; attributes: Attributes }) {
  const { name, column } = attributeOf(attributes, attribute);
  const more = [level === 'present' ? null : level, column, metric].filter((one) => one !== null);
  return (
    <>
      <Name room={60}>{name}</Name>
      {more.length > 0 && (
        <small>
          {more.map((word, at) => (
            <span key={word}>
              {at > 0 && ', '}
              <Name room={40}>{word}</Name>
            </span>
          ))}
        </small>
      )}
    </>
  );
}

/** The reason with attributes called by their names instead of their ids. */
const inNames = ({ reason, confoundedWith }: NotEstimable, attributes: Attributes): string =>
  confoundedWith.reduce((text, id) => text.replaceAll(`“${id}”`, `“${attributeOf(attributes, id).name}”`), reason);
