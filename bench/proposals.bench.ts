import { runCampaign } from '../packages/server/src/features/proposals/test-campaign.ts';
import { report } from './measure.ts';

/** What choosing tests by the value of their information gains over choosing them by chance, in seeded campaigns with known effects. */

const economy = {
  ...{ variance: 0.05 * 0.95, unitsPerWeek: 7000, weeks: 26, valueOfOne: 1, costPerTest: 0, costPerWeek: 0 },
  ...{ mostVariations: 2, reach: 'everywhere' as const },
};
const campaigns = 2000;

export async function run(): Promise<void> {
  for (const days of [28, 84, 168]) {
    let [byValue, byChance, atBest] = [0, 0, 0];
    for (let i = 0; i < campaigns; i++) {
      const gains = runCampaign({ seed: 104_729 * (i + 1), candidates: 30, days, economy });
      byValue += gains.byValue / campaigns;
      byChance += gains.byChance / campaigns;
      atBest += gains.atBest / campaigns;
    }
    report({
      bench: 'proposals: gain of tests by value of information and by chance',
      ...{ campaigns, candidates: 30, daysOfTests: days },
      ...{ successesByValue: byValue, successesByChance: byChance, successesKnowingAll: atBest },
      ratio: byValue / byChance,
    });
  }
}
