import { countContradictions, getContradictions } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';

/** Lists of contradictions and their number, after something changed them. */
export function useContradictionsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(
      [getContradictions.path, countContradictions.path].map((path) => client.invalidateQueries({ queryKey: [path] })),
    );
  };
}
