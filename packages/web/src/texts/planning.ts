import { numbers } from '@dandelion-loop/wording';

const { count, counted } = numbers;

/** Of the page that plans a test. The sentence of the answer itself comes from the server, as in the terminal. */
export const texts = {
  context: 'Plan a test',
  question: 'How many do we need, and what can they show?',
  start: 'Say what happens without the change and what you want to find, ',
  startFinding: 'and read here how many you need',
  waiting: 'Working it out',
  empty: 'Not enough to plan with yet.',
  emptyRate:
    'The rate without the change and the difference to find say how many you need. The rate and the units you have say what they can show.',
  emptyMean:
    'The standard deviation and the difference to find say how many you need. The standard deviation and the units you have say what they can show.',
  showExample: 'Show an example',
  example: 'An example: put in your own numbers. ',
  basis: (level: string, sided: 1 | 2, power: string, words: string) =>
    `Level ${level}, ${sided === 1 ? 'one side' : 'both sides'}, power ${power}; by ${words}. For one look at the end.`,
  enough: (units: number) => `Your ${counted(units, 'unit')} are enough.`,
  tooFew: (units: number) => `You cannot know this with ${counted(units, 'unit')}.`,
  tooFewRest: ' Here is what you can know.',

  // The form.
  form: 'The plan',
  kind: 'What is measured',
  rate: 'A rate',
  mean: 'A mean',
  rateHint: 'How many of 100 do what you hope for.',
  meanHint: 'Money, orders or minutes of each unit.',
  baselineRate: 'Rate without the change',
  baselineRateHint: 'As it is today. 4% means 4 of 100.',
  baselineMean: 'Mean without the change',
  standardDeviation: 'Standard deviation of one unit',
  standardDeviationHint: 'How far single units are apart. Take it from earlier data.',
  difference: 'Difference to find',
  differenceHint: 'The smallest that would change what you do. With a minus for a fall.',
  differenceIn: 'In',
  percentOfRate: '% of the rate',
  percentOfMean: '% of the mean',
  points: 'points',
  ownUnit: 'its own unit',
  units: 'Units you have',
  unitsHint: 'People, mails or visits, in all variations together.',
  perDay: 'Units per day',
  perDayHint: 'That arrive in the test, in all variations together.',
  variations: 'Variations',
  variationsHint: 'With the one without the change.',
  more: 'Power, level, sides',
  power: 'Power',
  powerHint: 'How often a difference that is there is found.',
  level: 'Level',
  levelHint: 'How often a test without a difference shows none.',
  sides: 'Look for',
  bothSides: 'A rise or a fall',
  oneSide: 'Only the direction planned for',
  keep: 'The address of this page holds the plan: pass it on.',

  // What is wrong, at its field.
  baselineRateBad: 'A rate above 0% and below 100%, such as 4.',
  baselineMeanBad: 'A number, such as 31.50.',
  baselineMeanMissing: 'A difference in percent needs the mean without the change.',
  standardDeviationBad: 'A number above 0, such as 12.',
  differenceBad: 'A number, such as 10.',
  differenceNone: 'A difference of 0 is no difference; no test can find it.',
  differenceTooLarge: (most: string) => `Rates end at 0% and 100%: at most ${most} here.`,
  unitsBad: 'A whole number, such as 16,400.',
  unitsFew: (least: number) => `At least ${count(least)}: two in each variation.`,
  tooLarge: 'At most a million millions.',
  perDayBad: 'A number from 1, such as 500.',
  variationsBad: 'A whole number from 2 to 20.',
  shareBad: 'A number from 50 to 99.9, such as 80.',

  // In short, beside the form.
  short: 'In short',
  shortUnits: (each: number, all: number) => `${counted(each, 'unit')} in each variation, ${count(all)} in all`,
  shortFinds: (difference: string) => `finds ${difference} or more`,
  shortDays: (days: number) => `about ${counted(days, 'day')}`,

  // Too few.
  hidden: (units: number) => `What do ${counted(units, 'unit')} show?`,
  hiddenChance: (inHundred: string) =>
    `The difference you want to find would mostly stay hidden: of 100 such tests ${inHundred} would find it.`,
  hiddenNeed: (units: number, days: string) => `To find it you need ${counted(units, 'unit')} in all${days}.`,
  hiddenDays: (days: number) => `, about ${counted(days, 'day')}`,
  takeUnits: 'Plan for what they can show',
  takeDifference: 'Plan with as many as it needs',

  // The curve.
  curveFinding: (times: string) => `Half the difference needs about ${times} times the units`,
  curveFindingPlain: 'Smaller differences need more units',
  curveName: 'Units in each variation, by the difference to find',
  curveX: (what: string) => `Difference to find, ${what}`,
  curveXPoints: 'in points',
  curveXOwn: 'in the unit of the mean',
  curveY: 'Units in each variation',
  curveHere: (units: string, difference: string) => `${units} for ${difference}`,
  curveSentence: (difference: string, units: string) => `To find ${difference}: ${units} units in each variation`,
  inPoints: (points: string) => (points === '1' ? '1 point' : `${points} points`),
  fails: 'The curve could not be worked out.',
  failed: 'This could not be worked out.',
  tryAgain: 'Try again',
  howToRead: 'How to read it',
  howToReadText:
    'Each point is a plan: the difference at the bottom, the units it needs at the left. Move along it with the pointer or the arrow keys. The left axis grows tenfold from line to line where the numbers do.',
  howWrong: 'How it could be wrong',
  howWrongPoints:
    'The rate without the change is a guess until the test runs. The nearer it really is to 50%, the more units the same points need.',
  howWrongPercent:
    'The rate without the change is a guess until the test runs. If it really is lower, the same percentage is fewer points and needs more units.',
  howWrongMean: 'The standard deviation is a guess until the test runs. Twice as much needs four times the units.',
  table: 'The same as a table',
  tableCaption: 'What other differences would need',
  heads: {
    difference: 'Difference',
    relative: 'Of the rate',
    relativeMean: 'Of the mean',
    to: 'From and to',
    each: 'In each variation',
    all: 'In all',
    days: 'Days',
  },
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  thisPlan: 'this plan',

  // What it means.
  weeksFinding: (weeks: number) => `Run it for ${weeks === 1 ? 'one whole week' : `${count(weeks)} whole weeks`}`,
  noWeeksFinding: 'What it means',
  weeks: (days: number, weeks: number) =>
    `${counted(days, 'day')} would bring the units. Run ${weeks === 1 ? 'a whole week' : `whole weeks, ${count(weeks * 7)} days`}, so that each weekday counts alike.`,
  long: 'That is long: seasons and other campaigns come between, and people lose their cookies. Look for a larger difference, take fewer variations, or a place with more people.',
  sayPerDay: 'Say how many units arrive per day, and you read here how long it takes.',
  found: (found: string, of: string, missed: string) =>
    `If the change really makes this difference, ${found} of ${of} such tests find it and ${missed} do not.`,
  falseAlarm: (of: string) => `If it makes none, 1 of ${of} still looks as if it did.`,
  oneLook:
    'Decide before the start when it ends, and judge it once, then. Whoever wants to look before needs more units, and says so when the test is imported.',
};
