/** Two invented plans that ship: the year of a small charity, and that of a shop. As documents, before they are checked. */
import charity from './charity.json' with { type: 'json' };
import shop from './shop.json' with { type: 'json' };

export const planSamples = { charity, shop };
export type PlanSample = keyof typeof planSamples;
