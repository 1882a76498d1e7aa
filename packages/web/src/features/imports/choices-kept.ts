import type { ChoicesDraft } from './choices-draft.ts';

/** Whether what the tab has kept is a draft of choices as this version of the page makes them. */
export function isChoicesDraft(kept: unknown): kept is ChoicesDraft {
  if (typeof kept !== 'object' || kept === null) return false;
  const { name, variation, metrics, segments, search, weights, where } = kept as Partial<ChoicesDraft>;
  return (
    [name, variation, where].every((text) => typeof text === 'string') &&
    Array.isArray(metrics) &&
    metrics.every((metric) => typeof metric.key === 'number' && typeof metric.practical === 'string') &&
    Array.isArray(segments) &&
    Array.isArray(search) &&
    typeof weights === 'object' &&
    weights !== null
  );
}
