/** What the address of the decisions holds. What is left out is the usual: all of them. */
export interface DecisionsSearch {
  state?: 'open' | 'closed' | 'due';
  ritual?: string;
  search?: string;
}

const states = ['open', 'closed', 'due'] as const;

/** What of an address can be read; the rest is left out. */
export function decisionsSearch({
  state,
  ritual,
  search,
}: {
  [name in keyof DecisionsSearch]?: string;
}): DecisionsSearch {
  const known = states.find((one) => one === state);
  return {
    ...(known && { state: known }),
    ...(ritual !== undefined && /^[\da-f-]{36}$/i.test(ritual) && { ritual }),
    ...(search && { search: search.slice(0, 200) }),
  };
}
