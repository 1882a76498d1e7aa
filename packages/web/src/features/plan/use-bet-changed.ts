import { getBet, getPlan, listBetHistory, listBetNumbers } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';

/** What changes a bet changes its plan too: both are read again. */
export function useBetChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const paths = [getBet.path, getPlan.path, listBetNumbers.path, listBetHistory.path];
    await Promise.all(paths.map((path) => client.invalidateQueries({ queryKey: [path] })));
  };
}
