import { getToday } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/shell.ts';

/** Beside the page's name in the sidebar: how many things need whoever is here, where there are any. */
export function TodayCount() {
  const { data } = useAnswer(getToday, {}, { staleTime: 60_000, refetchInterval: 60_000 });
  const count = data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="nav-count n">
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">, {texts.needing(count)}</span>
    </span>
  );
}
