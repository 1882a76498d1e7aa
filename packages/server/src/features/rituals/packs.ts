import type { RitualBlock, RitualPack } from '@dandelion-loop/contract';

/** The rituals that ship. What a block is filled with is its kind; titles and reasons are a beginning that a team changes. */

const block = (kind: RitualBlock['kind'], minutes: number, title: string, why: string): RitualBlock => ({
  ...{ kind, title, why, minutes },
});

const followUps = block('follow-ups', 5, 'What we said we would do', 'What was promised comes back until it is done.');
const carriesTooMuch = block(
  ...(['domains', 5, 'What carries too much', 'One loss should not be the end of a target.'] as const),
);
const decisionsAgain = block(
  ...(['decisions', 10, 'Decisions to look at again'] as const),
  'Whether it was right is only known later, and only to who looks.',
);

export const packs: readonly RitualPack[] = [
  {
    id: 'weekly-bet-review',
    name: 'Weekly bet review',
    purpose: 'Decide what goes on, what stops and what starts, on what is known since last week.',
    ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', time: '10:00', minutes: 45 },
    blocks: [
      block('breakers', 5, 'What stopped itself', 'A breaker that tripped needs somebody who decides what comes now.'),
      block('verdicts', 8, 'New verdicts', 'A verdict that nobody acts on was not worth its test.'),
      block('bets', 8, 'Bets that are due', 'A bet ends on the day that was agreed, not when somebody remembers it.'),
      block('assumptions', 5, 'What we believed', 'What hangs on an assumption has to move when it turns out false.'),
      carriesTooMuch,
      followUps,
      decisionsAgain,
      block('learnings', 5, 'What we learned', 'So that the next bet begins where the last one ended.'),
      block('proposals', 5, 'What next', 'The most valuable test first, not the loudest idea.'),
    ],
  },
  {
    id: 'daily-breakers',
    name: 'Daily quarter-hour on breakers',
    purpose: 'See what stopped itself or is close to it, and decide what cannot wait.',
    ...{ rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', time: '09:15', minutes: 15 },
    blocks: [
      block('breakers', 8, 'What stopped itself', 'Each hour that a stopped bet waits costs what it was to bring.'),
      block('hand-offs', 4, 'Hand-offs for today', 'What waits for somebody stops until they know.'),
      block('follow-ups', 3, 'Due today', 'What is due today is said today.'),
    ],
  },
  {
    id: 'monthly-outcomes',
    name: 'Monthly outcome and budget review',
    purpose: 'See whether the outcomes will be reached, and whether enough is risked for them.',
    ...{ rule: 'FREQ=MONTHLY;BYDAY=1TH', time: '10:00', minutes: 60 },
    blocks: [
      block('outcomes', 15, 'Will we make it?', 'The chance of each outcome, and what it hangs on.'),
      block('failure-budget', 10, 'The failure budget', 'Failing too little is as wrong as failing too much.'),
      carriesTooMuch,
      block('bets', 10, 'Where the money is', 'What was put in, against what was agreed.'),
      block('learnings', 10, 'What we learned', 'What is known now that was not known a month ago.'),
      decisionsAgain,
      followUps,
    ],
  },
  {
    id: 'quarterly-reset',
    name: 'Quarterly reset',
    purpose: 'Let go of what does not work, and begin the quarter with bets that follow from what was learned.',
    ...{ rule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO', time: '09:30', minutes: 180 },
    blocks: [
      block('outcomes', 30, 'The quarter that ends', 'What was reached, and what was not.'),
      block('learnings', 30, 'What we know now', 'The library is read once a quarter as a whole.'),
      block('assumptions', 20, 'What we believe', 'What is due, and what was contradicted.'),
      decisionsAgain,
      block('proposals', 30, 'Bets for the next quarter', 'By what they would tell and bring for their cost.'),
      carriesTooMuch,
      block('failure-budget', 15, 'How much may fail', 'Agreed beforehand, so that failing is no surprise.'),
      block('talk', 20, 'Which rituals do we keep?', 'A meeting that brings nothing makes room for work.'),
      followUps,
    ],
  },
  {
    id: 'retrospective',
    name: 'Blameless retrospective of a failed bet',
    purpose: 'Understand what happened, so that the next bet knows it. Who did it is not asked.',
    ...{ rule: null, time: null, minutes: 60 },
    blocks: [
      block('talk', 10, 'What did we expect, and what happened?', 'In numbers first, as they were agreed beforehand.'),
      block('talk', 15, 'What did each of us know at which time?', 'Decisions are judged by what was known then.'),
      block('talk', 15, 'What made it likely?', 'Causes that come back, in how we work, not in persons.'),
      block(
        'assumptions',
        5,
        'Which assumption was it?',
        'A failed bet that settles an assumption was worth its stake.',
      ),
      block(
        'talk',
        10,
        'What do we change, and what did it save?',
        'A learning, a rule, or nothing; each is said aloud.',
      ),
      block('follow-ups', 5, 'Who does what', 'What is agreed has an owner and a day.'),
    ],
  },
  {
    id: 'pre-mortem',
    name: 'Pre-mortem before a start',
    purpose: 'Imagine that the bet has failed, and find out why while it can still be changed.',
    ...{ rule: null, time: null, minutes: 45 },
    blocks: [
      block('talk', 5, 'The bet in one minute', 'What is claimed, what it costs, and when it ends.'),
      block('talk', 10, 'It has failed. Why?', 'Everybody writes alone first: what is said first is believed most.'),
      block('talk', 10, 'What would we have seen?', 'A sign that can be watched becomes a kill criterion.'),
      block(
        'assumptions',
        10,
        'What does it stand on?',
        'An assumption that others share fails for all of them at once.',
      ),
      block('talk', 10, 'Start, change or leave it?', 'With the criteria by which it is stopped.'),
    ],
  },
];
