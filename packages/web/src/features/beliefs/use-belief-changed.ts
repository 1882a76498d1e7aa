import { type Belief, getBelief, getBeliefScores, listBeliefs } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/queries.ts';

/** Shows an assumption as the server has it after a change, and asks anew for what is worked out from it. */
export function useBeliefChanged(): (belief: Belief) => Promise<void> {
  const client = useQueryClient();
  return async (belief) => {
    client.setQueryData(keyOf(getBelief, { params: { id: belief.id } }), belief);
    await Promise.all([listBeliefs, getBeliefScores].map(({ path }) => client.invalidateQueries({ queryKey: [path] })));
  };
}
