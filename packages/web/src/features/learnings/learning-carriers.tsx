import type { LearningDetails, LearningTest, Library } from '@dandelion-loop/contract';
import { lineOf, numbers } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { IntervalSpark } from '../../charts/interval-spark.tsx';
import { texts } from '../../texts/learning.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { Name } from '../experiments/result-words.tsx';
import { estimateOn, type LearningsAxis, learningsAxis, rangeOf, writtenOn } from './learnings-axis.ts';

interface CarriersProps {
  details: LearningDetails;
  library: Library;
  /** Reads all tests; null where they are read. */
  onAll: (() => void) | null;
}

/** Rows that are added by one press. */
const page = 25;

/** The tests behind a learning, the heaviest first: every number can be traced to them. */
export function LearningCarriers({ details, library: { practical, level }, onAll }: CarriersProps) {
  const [room, setRoom] = useState(page);
  const { learning, carriers, more } = details;
  const axis = learningsAxis({
    learnings: [learning],
    ranges: carriers.map((test) => ({ of: learning, range: rangeOf(test) })),
    ...{ practical, level },
  });
  const total = carriers.length + more;
  const shown = Math.min(room, carriers.length);
  const showMore = () => {
    setRoom(room + page);
    if (room + page > carriers.length && more > 0) onAll?.();
  };
  const mayMore = shown < carriers.length || (more > 0 && onAll !== null);
  return (
    <Section
      finding={texts.carriers(total)}
      note={
        <>
          <h3>{texts.weightTitle}</h3>
          <p>{texts.weightNote}</p>
        </>
      }
    >
      <div className="learning-tests">
        <BlockTable caption={texts.carriers(total)}>
          <thead>
            <tr>
              {texts.carrierHeads.map((head, at) => (
                <th key={head} scope="col" className={at >= 2 ? 'num' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {carriers.slice(0, shown).map((test) => (
              <Carrier key={test.experimentId} test={test} learning={learning} axis={axis} />
            ))}
          </tbody>
        </BlockTable>
      </div>
      <p className="learning-more">
        <span role="status" className="quiet n">
          {texts.shownOf(shown, total)}
        </span>
        {mayMore && <Button onClick={showMore}>{texts.showMore}</Button>}
      </p>
    </Section>
  );
}

interface CarrierProps {
  test: LearningTest;
  learning: LearningDetails['learning'];
  axis: LearningsAxis;
}

function Carrier({ test, learning, axis }: CarrierProps) {
  const { day } = useFormats();
  const { experimentId, title, ranOn, believed, units, weight } = test;
  const estimate = estimateOn(axis.relative, learning, rangeOf(test));
  const { text, interval } = writtenOn(axis, estimate);
  const [, , , unitsHead, weightHead] = texts.carrierHeads;
  return (
    <tr>
      <th scope="row">
        <Link to="/experiments/$id" params={{ id: experimentId }}>
          <Name room={70}>{title}</Name>
        </Link>
        {ranOn !== null && <small>{day(ranOn)}</small>}
      </th>
      <td className="learning-spark">
        <IntervalSpark ground={axis.frame} tone={believed ? 'none' : 'invalid'} line={lineOf(axis.frame, estimate)} />
      </td>
      <td className="num">
        {text} <span className="quiet">{interval}</span>
      </td>
      <td className="num" data-label={unitsHead}>
        {numbers.count(units)}
      </td>
      <td className="num" data-label={weightHead}>
        {believed ? `${numbers.fixed(weight * 100, 2)}%` : texts.leftOut}
      </td>
    </tr>
  );
}
