import { getPreference, listPreferences, type Preference } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/queries.ts';

/** Shows a question as the server has it after a change, and asks anew for the list. */
export function usePreferenceChanged(): (preference: Preference) => Promise<void> {
  const client = useQueryClient();
  return async (preference) => {
    client.setQueryData(keyOf(getPreference, { params: { id: preference.id } }), preference);
    await client.invalidateQueries({ queryKey: [listPreferences.path] });
  };
}
