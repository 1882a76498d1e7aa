import { countSegment, type SegmentTree } from '@dandelion-loop/contract';
import { useEffect, useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/segments.ts';
import { isWhole } from './new-tree.ts';
import { ShareBar } from './share-bar.tsx';

/** How long nothing is typed before it is counted. */
const quietMilliseconds = 400;

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** How many a tree holds, while it is edited. */
export function LiveCount({ tree }: { tree: SegmentTree }) {
  const settled = useSettled(tree);
  const whole = isWhole(settled);
  const { data, error, isFetching } = useAnswer(
    countSegment,
    { body: { tree: settled } },
    { enabled: whole, keepPrevious: true },
  );
  const isOld = isFetching || settled !== tree;
  return (
    <div className="live-count" aria-live="polite" aria-busy={isOld}>
      {!whole ? (
        <p className="quiet">{texts.incomplete}</p>
      ) : error !== null ? (
        <p>{`${texts.failedCount}${error.message}`}</p>
      ) : data === undefined ? (
        <p className="quiet">{texts.counting}</p>
      ) : (
        <>
          <p className={isOld ? 'quiet' : ''}>
            <strong>{texts.holds(data.customers, data.of)}</strong> {data.sentence}
          </p>
          <ShareBar share={data.share} />
          <p className="quiet">{texts.unreadable(data.unreadable)}</p>
        </>
      )}
    </div>
  );
}
