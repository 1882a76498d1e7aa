import type { CalibrationRow } from '@dandelion-loop/contract';
import { wilsonInterval } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';

/** What a score says in words. Pure. */

const level = 0.95;
/** Below this nobody can tell luck from knowing. */
const fewest = 10;

const percent = (value: number): string => `${numbers.fixed(value * 100, 0)}%`;

/** Shares that have a word of their own, with how near a share must be to be called so. */
const words: [share: number, near: number, word: string][] = [
  [0.5, 0.045, 'about half the time'],
  [1 / 3, 0.025, 'about a third of the time'],
  [2 / 3, 0.025, 'about two thirds of the time'],
  [0.25, 0.025, 'about a quarter of the time'],
  [0.75, 0.025, 'about three quarters of the time'],
];

function often(share: number): string {
  if (share === 0) return 'it never happened';
  if (share === 1) return 'it always happened';
  const [, , word] = words.find(([at, near]) => Math.abs(share - at) <= near) ?? [
    0,
    0,
    `${percent(share)} of the time`,
  ];
  return `it happens ${word}`;
}

interface Scored {
  n: number;
  meanForecast: number;
  observed: number;
  calibration: readonly CalibrationRow[];
}

const tally = (share: number, n: number): string => `(${numbers.count(Math.round(share * n))} of ${numbers.count(n)})`;

/** The band where forecast and what happened differ most beyond chance; the bands share the false alarms (Bonferroni). */
function furthest(calibration: readonly CalibrationRow[]): CalibrationRow | undefined {
  const strict = 1 - (1 - level) / Math.max(1, calibration.length);
  return calibration
    .filter(({ meanForecast, observed, n }) => {
      const { low, high } = wilsonInterval({ successes: Math.round(observed * n), n }, strict);
      return meanForecast < low || meanForecast > high;
    })
    .toSorted((a, b) => b.n * Math.abs(b.meanForecast - b.observed) - a.n * Math.abs(a.meanForecast - a.observed))[0];
}

/** @param who "you", a name, or null for all together */
export function scoreSentence(who: string | null, { n, meanForecast, observed, calibration }: Scored): string {
  const says = who === null ? 'forecasts say' : who === 'you' ? 'you say' : `${who} says`;
  const whose = who === null ? '' : who === 'you' ? ' of yours' : ` of ${who}`;
  if (n < fewest) return `${numbers.counted(n, 'forecast')}${whose}: too few to tell knowing from luck.`;
  const off = furthest(calibration);
  if (off !== undefined)
    return `When ${says} ${percent(off.meanForecast)}, ${often(off.observed)} ${tally(off.observed, off.n)}.`;
  const all = wilsonInterval({ successes: Math.round(observed * n), n }, level);
  const average = `${percent(meanForecast)} on average, ${percent(observed)} happened`;
  if (meanForecast < all.low || meanForecast > all.high) {
    const side = meanForecast > observed ? 'more than happens' : 'less than happens';
    return `On the whole ${says} ${side}: ${average} ${tally(observed, n)}.`;
  }
  return `Nothing beyond chance stands against what ${says}: ${average} ${tally(observed, n)}.`;
}
