import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;

/** An outcome, as it is called: what is counted need not be in its unit, as "monthly margin" in EUR. */
interface Named {
  name: string;
  unit: string | null;
  direction: 'rise' | 'fall';
}

const withUnit = (value: string, unit: string | null): string => (unit === null ? value : `${value} ${unit}`);

/** The page of a plan for people without an account, in plain words. */
export const sharedPlanTexts = {
  reading: 'Reading the plan',
  forWhom: 'For everybody who takes part',
  asOf: (day: string) => `as of ${day}`,
  questions: {
    year: 'How is our year going?',
    quarter: 'How is our quarter going?',
    month: 'How is our month going?',
    other: 'How are we doing?',
  },
  noOutcome: 'We have not yet said what we want to reach.',
  likely: (probability: number): string => {
    if (probability >= 0.8) return 'Well. ';
    if (probability >= 0.6) return 'Well enough. ';
    if (probability > 0.4) return 'It is open. ';
    return 'It will be hard. ';
  },
  standing: 'We are at ',
  want: 'We want ',
  ofTarget: (value: string, target: string, { name, unit }: Named) =>
    unit === null ? `${value} of the ${target} ${name}` : `${value} of the ${target} ${unit} of ${name}`,
  targetOnly: (target: string, { name, unit, direction }: Named) => {
    if (direction === 'fall') return `${name} down to ${withUnit(target, unit)}`;
    return unit === null ? `${target} ${name}` : `${name} of ${target} ${unit}`;
  },
  by: (day: string) => ` that we want by ${day}`,
  byOnly: (day: string) => ` by ${day}`,
  periods: { year: 'years', quarter: 'quarters', month: 'months', other: 'periods' },
  wouldMake: (chance: string, periods: string) => `: in ${chance} ${periods} like this one we would make it.`,
  standingFall: (value: string, target: string, { name, unit }: Named) =>
    `${withUnit(value, unit)}, and want ${name} to come down to ${withUnit(target, unit)}`,
  roadName: (value: string | null, target: string, low: string, high: string, periods: string) =>
    `${value === null ? '' : `${value} today, `}${target} wanted. Half of all possible ${periods} end between ${low} and ${high}.`,
  range: (low: string, high: string, periods: string) =>
    low === high
      ? `Half of all possible ${periods} end at ${low} or near it.`
      : `Half of all possible ${periods} end between ${low} and ${high}.`,
  today: (value: string) => `${value} today`,
  wanted: (value: string) => `${value} wanted`,
  also: 'What else we want',

  tried: 'What we tried',
  triedText: (placed: number, ended: number) =>
    `We do not have one big plan. We place many small bets, each with a limit, and let the evidence decide. We placed ${counted(placed, 'bet')}; ${ended === 0 ? 'none has an answer yet' : `${numbers.count(ended)} ${ended === 1 ? 'has' : 'have'} an answer`}.`,
  worked: 'Worked',
  failed: 'Failed',
  stopped: 'Stopped',
  cost: (cost: string) => `It cost ${cost}.`,
  costSaved: (cost: string, saved: string) => `It cost ${cost}; ${saved} was not spent.`,
  failedTitle: 'What failed, and what that saved',
  failedNone: 'Nothing has failed yet.',
  failedCount: (failed: number) => `${counted(failed, 'bet')} did not work. `,
  dared: 'A period in which nothing fails is one in which we dared too little.',
  savedText: 'not spent, because we stopped in time',
  earlyDays: (days: number) => counted(days, 'day'),
  daysText: 'earlier, on average, than their planned end',
  worries: 'What worries us',
  worriesOf: (outcome: string, things: number) =>
    things === 1
      ? `One thing carries much of what we want for ${outcome}. If it fails, we would more likely miss it than make it.`
      : `A few things carry much of what we want for ${outcome}. If one of them fails, we would more likely miss it than make it.`,
  onePartner: 'one partner',
  without: (chance: string, periods: string) => `: without it only ${chance} ${periods} make it.`,
  know: 'What we learned',
  now: 'What is under way',
  next: 'What comes next',
  until: (day: string) => `until ${day}`,
  from: (day: string) => `from ${day}`,
  noDay: 'no day yet',
  readOnly: 'Read only. No person is named here and nothing you do here is recorded but that the page was opened.',

  // The members' side: links to it.
  title: 'Page for the many',
  text: 'A page in plain words for people without an account: what we tried, what failed and what that saved, what we learned, and what comes next. Names of bets, hypotheses and learnings are shown as they were written. No person is named.',
  madeFor: 'For whom',
  madeForHint: 'Only you see it, such as “the board”.',
  days: 'How long it holds',
  daysWords: (days: number) => counted(days, 'day'),
  make: 'Make a link',
  making: 'Making it',
  link: 'The link',
  linkHint: 'It is shown this once.',
  links: 'Links that were made',
  none: 'No link was made yet.',
  opens: (opens: number) => `opened ${numbers.count(opens)} ${opens === 1 ? 'time' : 'times'}`,
  ends: (day: string) => `holds until ${day}`,
  states: { active: 'holds', expired: 'has ended', revoked: 'was ended' },
  revoke: 'End it',
  revokeNamed: (name: string) => `End the link ${name}`,
  unnamed: 'Without a name',
};
