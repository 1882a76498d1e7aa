import { addConsentBanner } from './banner.ts';
import { startFromPage } from './from-page.ts';
import type { Purpose } from './types.ts';

/** The script of one line of HTML, with the banner. */
startFromPage((dandelion, { dataset, attributes }) => {
  const purposes = dataset.purposes?.split(/[\s,]+/).filter(Boolean) as Purpose[] | undefined;
  const worded = [...attributes].filter(({ name }) => name.startsWith('data-text-'));
  const banner = addConsentBanner(dandelion, {
    ...(purposes && { purposes }),
    ...(dataset.policyUrl && { policyUrl: dataset.policyUrl }),
    texts: Object.fromEntries(worded.map(({ name, value }) => [name.slice('data-text-'.length), value])),
  });
  Object.assign(dandelion, banner);
});
