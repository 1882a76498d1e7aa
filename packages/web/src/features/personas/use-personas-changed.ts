import { listPersonas } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';

/** Every change of one is a change of what all of them cover. */
export function usePersonasChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [listPersonas.path] });
}
