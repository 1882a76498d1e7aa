import { numbers } from '@dandelion-loop/wording';

/** What the team only believes. */
export const texts = {
  context: 'Beliefs',
  question: 'What do we only believe?',
  reading: 'Reading what was believed.',
  failed: 'What was believed could not be read.',
  tryAgain: 'Try again',
  add: 'Add what we believe',

  // The answer.
  none: 'Nothing is written down yet.',
  noneFinding: 'What do you take for granted?',
  noneBasis:
    'Write down what a plan hangs on, say how sure you are before you see the others, and let it turn out. Nobody is ranked.',
  answer: (open: number, right: number, wrong: number) => ({
    before: open === 0 ? 'Nothing is open.' : `${numbers.counted(open, 'belief is', 'beliefs are')} open.`,
    finding:
      right + wrong === 0
        ? 'None has turned out yet.'
        : `Of ${numbers.counted(right + wrong, 'belief')} that turned out, ${wrong === 0 ? 'none was' : wrong === 1 ? '1 was' : `${numbers.count(wrong)} were`} not true.`,
  }),
  basis: 'Each says first what they believe, then sees the others. What was said before counts.',
  listed: (total: number) => numbers.counted(total, 'assumption'),
  onlyNewest: (shown: number, total: number) => `The newest ${numbers.count(shown)} of ${numbers.count(total)}.`,

  // A row.
  states: { open: 'Open', true: 'True', false: 'Not true', void: 'Void' },
  hangsOn: (what: string) => `What hangs on it: ${what}`,
  due: (day: string) => `Until ${day}`,
  answered: (count: number) => (count === 0 ? 'Nobody has answered' : `${numbers.counted(count, 'member')} answered`),
  mine: (chance: string) => `You: ${chance}`,
  team: (chance: string) => `Team: ${chance}`,
  believed: (chance: string, state: string) => `Team ${chance}. ${state}.`,
  axisLow: 'surely not',
  axisHigh: 'surely',
  plot: (given: string, truth: string) => `Probabilities given: ${given}.${truth}`,
  truth: (state: string) => ` It turned out ${state}.`,
  cannot: 'Cannot be resolved by its rule',
  rule: {
    experiment: 'A test will tell.',
    metric: 'A number of a test will tell.',
    condition: 'A condition on a test will tell.',
    learning: (attribute: string, level: string, direction: string, metric: string) =>
      `All tests will tell: whether “${attribute}” ${level} ${direction} “${metric}”.`,
    hand: 'Somebody will say how it turned out.',
  },
  evidence: 'What it was resolved by',
  by: (name: string, when: string) => `${name}, ${when}`,

  // One's own probability.
  give: 'Say how sure you are',
  change: 'Change your answer',
  chance: 'How likely is it that this is true?',
  chanceHint: '0 is surely not, 50 is a coin, 100 is surely. Others see it only after they answered.',
  chanceWrong: 'A number from 0 to 100.',
  natural: (outOf: string) => `Of 100 such claims you expect ${outOf} to be true.`,
  sure: 'If you are wrong after 0 or 100, no score is worse.',
  save: 'Save',
  saving: 'It is being saved.',
  reveal: 'See what others said',
  revealing: 'It is being fetched.',
  afterReveal: 'You have seen the others: what you say now is kept, and not scored.',

  // Writing one down.
  addTitle: 'What do we believe?',
  claim: 'The claim, in one sentence',
  claimHint: 'Such as: A question in the subject raises opens.',
  claimMissing: 'Write the claim in one sentence.',
  topic: 'Topic',
  hangsOnLabel: 'What hangs on it',
  cost: 'Cost if it is wrong',
  dueOn: 'Until when can members answer?',
  how: 'How will it turn out?',
  byHand: 'Somebody says, with a reason',
  byLearning: 'By what all tests say together',
  attribute: 'Of what, which way?',
  attributeMissing: 'Choose what all tests are to tell.',
  choose: 'Choose …',
  choice: (attribute: string, level: string, direction: string, metric: string) =>
    `${attribute}: ${level} ${direction} ${metric}`,
  directions: { raises: 'raises', lowers: 'lowers' },
  more: 'By the answer of one test, or a number of it: through the API.',

  // Resolving.
  resolve: 'Say how it turned out',
  correct: 'Correct how it turned out',
  resolveTitle: 'How did it turn out?',
  turnedOut: 'It is',
  reason: 'Why',
  reasonMissing: 'Say why, in a sentence or two.',

  // Scores.
  scoresNone: 'Too few answers have turned out to say how good they are',
  scoresNoneText: 'When beliefs of yours are resolved, this says how often what you call likely happens.',
  scoresOfTeam: 'The team',
  scores: 'Your own answers',
  scoreNote: [
    'Brier score',
    '0 is a prophet, 0.25 a coin. You see your own; sharing it is your choice. It is for learning, never for ranking.',
    'How to read it',
    'Each dot is what happened of what you gave about so many percent. The bar is the range that the data leave open; on the dashed line it happened as said.',
  ],
  scoreLine: (brier: string, n: string) => `Brier score ${brier} over ${n}.`,
  said: 'said',
  happened: 'it happened',
  calibration: (rows: string) => `What was said, and how often it happened: ${rows}.`,
  calibrationRow: (said: string, happened: string, low: string, high: string, n: string) =>
    `said ${said}, happened ${happened} (${low} to ${high}, ${n})`,
  share: 'Share my scores and my name beside my answers',
};
