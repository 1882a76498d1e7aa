import { listShares } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/share.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ShareList } from './share-list.tsx';

const first = 100;
/** The server gives no more at once; a workspace with so many has the API. */
const all = 500;

/** All links of the workspace, newest first. */
export function SharesPage() {
  const [limit, setLimit] = useState(first);
  const { data, error, refetch } = useAnswer(listShares, { query: { limit } }, { keepPrevious: true });
  if (data === undefined) {
    if (error === null) return <Skeleton lines={6} what={texts.listReading} />;
    return (
      <div role="alert">
        <PageHead question={texts.pageQuestion} answer={texts.failed} basis={error.message} />
        <Button onClick={() => refetch()}>{texts.tryAgain}</Button>
      </div>
    );
  }
  const { shares, total, active } = data;
  return (
    <>
      <PageHead
        question={texts.pageQuestion}
        answer={active === 0 ? texts.pageNone : <mark>{texts.pageSome(active)}</mark>}
        basis={texts.pageBasis}
      />
      {shares.length > 0 && <ShareList shares={shares} named />}
      {total > shares.length && limit < all && (
        <Button onClick={() => setLimit(all)}>{texts.showMore(Math.min(total, all) - shares.length)}</Button>
      )}
    </>
  );
}
