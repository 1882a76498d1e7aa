import { numbers } from '@dandelion-loop/wording';

const { count, counted } = numbers;

type Kind = 'channel' | 'audience' | 'partner' | 'asset' | 'assumption';
type Status = 'planned' | 'running' | 'succeeded' | 'failed' | 'stopped';

const kinds: Record<Kind, string> = {
  channel: 'channel',
  audience: 'audience',
  partner: 'partner',
  asset: 'asset',
  assumption: 'assumption',
};

/** Of the page of the plan. Chances and sentences about them come from the portfolio package, as in the terminal. */
export const texts = {
  context: 'Plan',
  question: 'Will we make it, even if some of this fails?',
  reading: 'Reading the plan',
  failedReading: 'The plan could not be read.',
  tryAgain: 'Try again',
  outcome: 'Outcome',
  plan: 'Plan',
  newBet: 'New bet',
  parts: 'Outcomes and causes',
  drill: 'Failure drill',
  share: 'Page for the many',
  export: 'Export the plan',
  more: 'More of the plan',

  // The answer.
  reach: (target: string, unit: string, by: string | null) =>
    ` that we reach ${target} ${unit}${by ? ` by ${by}` : ''}.`,
  reachFall: (target: string, unit: string, by: string | null) =>
    ` that we come down to ${target} ${unit}${by ? ` by ${by}` : ''}.`,
  worst: (loss: string, chance: string) => ` If ${loss}, it is ${chance}.`,
  tried: (before: string) => ` As planned it is ${before}.`,
  soFar: (value: string, target: string, on: string) => [`${value} of ${target}`, ` on ${on}.`] as const,
  basis: (open: number, staked: string, causes: number) =>
    ` ${counted(open, 'open bet')} with ${staked} at stake and ${counted(causes, 'cause')} that bets share.`,
  exact: ' Computed exactly.',
  draws: (draws: number, error: string) => ` ${count(draws)} imagined periods, sampling error ±${error} in 100.`,
  noOutcome: 'Say what you want to reach, ',
  noOutcomeFinding: 'and read here whether you will',
  firstBet: 'Begin with one small bet.',
  firstBetText:
    'Say what it stakes, how likely it works and what it would add. With a few of them this page shows how likely the target is, and what can take it away.',
  noBets: (name: string) => `No bet works towards ${name} yet, `,
  noBetsFinding: 'so nothing can carry it or fail',

  // Periods as dots.
  periods: { year: 'years', quarter: 'quarters', month: 'months', other: 'periods' },
  yearsFinding: (reached: string, periods: string) => `${reached} ${periods} like this one reach the target`,
  dotsName: (reached: number, periods: string, outcome: string) =>
    `One hundred dots, each one of the possible ${periods}. ${count(reached)} reach the target for ${outcome}.`,
  target: (value: string) => `Target ${value}`,
  whatIf: 'What if we lose',
  nothing: 'nothing',
  other: 'Something else',
  oneDot: (one: string) => `One dot, one ${one}`,
  oneDotText: (low: string, high: string, least: string, periods: string) =>
    `Filled dots reach the target, hollow ones do not. Half of all ${periods} end between ${low} and ${high}; one in twenty below ${least}.`,
  chances: 'Where the chances come from',
  chancesText:
    'Each bet has a chance and three payoffs, given before it starts. A bet pays only if it works by itself and everything that it draws on holds.',
  asTable: 'As a table',
  tableRange: 'Ends between',
  tableCount: (periods: string) => `Of 100 ${periods}`,
  tableReached: 'Reached',
  yes: 'Yes',
  no: 'No',
  partly: 'Some',

  // What bets share.
  sharedFine: (name: string, chance: string) =>
    `No single cause sinks the plan: the worst is ${name}, with ${chance} left`,
  sharedHead: 'What bets share, and can lose together',
  sharedUnit: 'Chance without it',
  sharedName: (outcome: string) => `Chance of ${outcome} without each cause`,
  kinds,
  causeSub: (kind: Kind, bets: number) => `${kinds[kind]}, ${counted(bets, 'bet')}`,
  ofCap: (staked: string, cap: string) => `${staked} of ${cap}`,
  overCap: (staked: string, cap: string) => `${staked} of ${cap}: over its cap`,
  atStake: (staked: string) => `${staked} at stake`,
  without: (name: string) => `Show the plan without ${name}`,
  howToRead: 'How to read it',
  howToReadText: (chance: string) =>
    `The upright line is the ${chance} with everything. The dot is what would be left. Rust: a single point of failure. Press a name to see the plan without it.`,
  bulkhead: 'Cheapest bulkhead',
  bulkheadLooking: 'Looking for the cheapest change.',
  bulkheadText: (bet: string, from: string, staked: string, before: string, after: string) =>
    `Let “${bet}” (${staked}) draw on something else than ${from}: the chance without ${from} rises from ${before} to ${after}.`,
  bulkheadNone: (from: string) =>
    `No single bet that is moved off ${from} lifts the chance without it by 2 in 100 or more.`,
  tryChange: 'Try this change',

  // Bets.
  betsFinding: (bets: number) =>
    bets === 1 ? 'One bet carries all of it' : `${counted(bets, 'bet')}, those that carry most first`,
  betsSink: (bets: number, name: string) => `${counted(bets, 'bet')}, and the plan hangs on “${name}”`,
  betsHint: 'Circle: stake. Place: chance to work. Drag a circle, or choose it and use the arrow keys.',
  bet: 'Bet',
  betHeads: ['Stake', 'If it works', 'Without it'] as [string, string, string],
  birnbaum: 'What its success decides',
  criticality: 'Missed because of it',
  importanceHint:
    'What its success decides: by how much the chance of the target is larger when this bet works by itself than when it does not. Missed because of it: how often it failed and that mattered, of the times the target is missed.',
  betsName: (outcome: string) => `Bets towards ${outcome}`,
  payoff: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
  slide: (name: string) => `Chance that “${name}” works`,
  statuses: {
    planned: 'planned',
    running: 'running',
    succeeded: 'succeeded',
    failed: 'failed',
    stopped: 'stopped',
  } satisfies Record<Status, string>,
  tryTitle: 'Try other numbers',
  tryWhat: 'What is changed',
  tryStake: 'Stake',
  tryProbability: 'Chance to work',
  tryRemoved: 'Leave it out',
  tryFailure: 'Chance that it fails',
  tryCap: 'Cap',
  undo: 'Back to the plan',
  trying: (changes: number) => `You are trying ${counted(changes, 'change')}`,
  tryingText: (before: string, now: string) => `${before} as planned, ${now} with it. Nothing of it is kept.`,
  keep: 'Keep as a scenario',
  changeWords: {
    removed: (name: string) => `without ${name}`,
    stake: (name: string, value: string) => `${name}: stake ${value}`,
    probability: (name: string, value: string) => `${name}: works ${value}`,
    failure: (name: string, value: string) => `${name}: fails ${value}`,
    cap: (name: string, value: string | null) => (value === null ? `${name}: no cap` : `${name}: cap ${value}`),
    moved: (bet: string, from: string) => `“${bet}” off ${from}`,
  },
  forget: (change: string) => `Take back: ${change}`,
  figuresFailed: 'The chances cannot be computed in this browser.',

  // Two at once.
  pairs: 'Any two at once',
  pairsFinding: 'Which two together would hurt most?',
  pairsText: 'Everything that one bad week can take at the same time. It takes a few seconds and can be stopped.',
  pairsStart: 'Work out all pairs',
  pairsAgain: 'Work out again',
  pairsWorking: 'Removing every two parts',
  pairsStop: 'Stop',
  pairsFailed: 'The pairs could not be worked out.',
  pairsWorst: (a: string, b: string, chance: string) => `Without ${a} and ${b}: ${chance}`,
  pairsTable: 'The chance without two parts, the worst first',
  pairsHeads: ['First', 'Second', 'Without both', 'Beyond the worse of them'] as const,

  // Failure budget.
  budget: 'Failure budget',
  budgetNone: 'This plan has no failure budget',
  budgetNoneText:
    'Say how many bets, and how much money, should fail in the period. What nothing may fail in teaches nothing.',
  budgetSet: 'Set a failure budget',
  budgetFinding: {
    'under-used': 'We fail less than planned: there is room to dare more',
    'on track': 'We fail about as often as planned',
    'over-used': 'We fail more than planned',
  },
  budgetName: (left: string, of: string) => `Failure budget: ${left} of ${of} failed bets are left.`,
  budgetLeft: 'failed bets left to spend',
  budgetToday: (left: string) => `${left} left today`,
  budgetPace: 'planned pace',
  budgetText: (bets: string, money: string) =>
    `${bets} of this period’s bets may fail and cost up to ${money} together. What is not spent by its end was not learned.`,
  avoided: 'Losses avoided',
  avoidedText: (money: string) =>
    `${money} that was staked on bets that failed, and not spent since they were stopped.`,
  notCounted: 'Failed, but not counted',
  burnTable: 'Failures that used the budget',
  burnHeads: ['Bet', 'Decided on', 'Lost', 'Bets left'] as const,
  burnNone: 'Nothing failed yet.',
  rates: 'How fast it is used',
  rateWindow: { period: 'Whole period', 'four-weeks': 'Last four weeks', week: 'Last week' },
  rateHeads: ['Window', 'Failed', 'Lost', 'Of the planned pace'] as const,
  times: (rate: string) => `${rate} times`,
  bolder: 'Plan a bolder bet',
  exhausted: (day: string) => `At this pace it is used up on ${day}.`,

  // Scores.
  scores: 'What the bets have taught',

  // Scenarios.
  scenariosFinding: 'What would change, side by side',
  scenariosNone: 'Try something above and keep it: scenarios stand here side by side.',
  asPlanned: 'As planned',
  scenario: 'Scenario',
  staked: 'At stake',
  overCaps: 'Over a cap',
  tryScenario: 'Try',
  deleteScenario: 'Delete',
  deleteScenarioLabel: (name: string) => `Delete the scenario ${name}`,
  tryScenarioLabel: (name: string) => `Try the scenario ${name}`,
  scenarioName: 'Name of the scenario',
  scenarioKeep: 'Keep it',
  scenarioKept: 'The scenario is kept.',
  movesNotKept: 'Bets that are moved off a cause are not kept in a scenario: change the bet itself for that.',
  lost: (changes: number) => `${counted(changes, 'change')} of it no longer fit the plan.`,

  // Drill.
  drillTitle: 'Failure drill',
  drillText:
    'Something of the plan is broken at random, as likely as it is to fail. Nothing is changed. Say what you would do; what you say is kept.',
  drillStart: 'Break something',
  drillAgain: 'Break something else',
  drillBroken: 'Broken',
  drillAnswer: 'What would you do?',
  drillSay: 'Keep the answer',
  drillNone: 'No drill was held yet.',
  drillFailed: 'The drill could not be held.',
  drillChance: (outcome: string, before: string, after: string) => `${outcome}: from ${before} to ${after}`,

  // A plan without outcomes, and no plan at all.
  startSay: 'What do you want to reach?',
  startText: 'An outcome is a number that should rise or fall by a day, such as new monthly donors by June.',
  startAdd: 'Add an outcome',
  emptyAnswer: 'Place many small bets instead of one big plan, ',
  emptyFinding: 'and see what may fail before it does',
  emptyBasis: 'There is no plan yet.',
  samplesTitle: 'Look at one first',
  samplesText: 'A sample becomes a plan of yours, with all its bets. It can be deleted or changed.',
  samples: {
    charity: {
      title: 'A small charity',
      text: 'Seventeen bets towards monthly donors and volunteers. Much hangs on the newsletter.',
      action: 'Take the charity',
    },
    shop: {
      title: 'A shop',
      text: 'Eighteen bets towards customers who come back, a better margin and fewer returns.',
      action: 'Take the shop',
    },
  },
  own: 'Begin your own',
  ownText: 'A name and a period are enough to begin with.',
  reader: 'Somebody who may write plans can make one.',

  // On every page of it.
  currency: 'Currency',
  name: 'Name',
  save: 'Save',
  saved: 'Saved.',
  saving: 'Saving',
  remove: 'Delete',
  removeNamed: (name: string) => `Delete ${name}`,
  edit: 'Change',
  editNamed: (name: string) => `Change ${name}`,
  cancel: 'Cancel',
  valueOn: 'On',
  value: 'Value',
  inHundredUnit: 'in 100',
  mustNumber: 'Write a number.',
  mustDay: 'Choose a day.',
};
