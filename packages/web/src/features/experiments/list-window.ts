import { listExperiments, type QueryInputOf, summarizeExperiments } from '@dandelion-loop/contract';
import type { QueryClient } from '@tanstack/react-query';
import { answerOptions } from '../../app/queries.ts';
import { filtersOf, type View } from './list-view.ts';
import type { ExperimentsSearch } from './search.ts';

/** Thousands of tests are read in windows of a hundred. */
export const windowSize = 100;

export const windowInput = (view: View, window: number): { query: QueryInputOf<typeof listExperiments> } => ({
  query: { ...view, offset: window * windowSize, limit: windowSize },
});

/** Asks for what the list shows first while its program is still on the way. What fails here is asked again by the page. */
export function prefetchList(client: QueryClient, search: ExperimentsSearch): void {
  void client.prefetchQuery(answerOptions(summarizeExperiments, { query: filtersOf(search) }));
  void client.prefetchQuery(answerOptions(listExperiments, windowInput(search, 0)));
}
