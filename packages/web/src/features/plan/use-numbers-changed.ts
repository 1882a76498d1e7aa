import { getBet, getPlan, listBetNumbers, listNumberImports } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';

/** Numbers that came or went change bets, their plan and the list of imports: all are read again. */
export function useNumbersChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const paths = [getPlan.path, listNumberImports.path, getBet.path, listBetNumbers.path];
    await Promise.all(paths.map((path) => client.invalidateQueries({ queryKey: [path] })));
  };
}
