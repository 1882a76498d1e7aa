import { type Experiment, listShares } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/share.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ShareForm } from './share-form.tsx';
import { ShareList } from './share-list.tsx';

/** Makes links to one experiment, and shows those that were made. */
export function ExperimentShares({ experiment }: { experiment: Experiment }) {
  const { data, error } = useAnswer(listShares, { query: { experiment: experiment.id, limit: 500 } });
  return (
    <>
      <ShareForm experiment={experiment} />
      <div className="shares-list">
        {data === undefined && error === null && <Skeleton what={texts.listReading} />}
        {error && <p role="alert">{texts.failed}</p>}
        {data && data.shares.length > 0 && (
          <>
            <h3>{texts.list}</h3>
            <ShareList shares={data.shares} />
            <p className="quiet">{texts.lost}</p>
          </>
        )}
      </div>
    </>
  );
}
