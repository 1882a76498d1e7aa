/** Of an address only these, where they are text. Their page knows what they can be. */
export const only =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [name in Name]?: string } =>
    Object.fromEntries(
      names.filter((name) => typeof search[name] === 'string').map((name) => [name, search[name]]),
    ) as {
      [name in Name]?: string;
    };

/** Of several plans the one that is meant; without it that of today. */
export const ofPlan = only('plan');
