import type { WorkflowPack, WorkflowStep } from '@dandelion-loop/contract';

/** The workflows that ship: a beginning that a team changes. */

const step = (what: string, days: number, kind: 'bet-owner' | 'lead' = 'bet-owner'): WorkflowStep => ({
  ...{ what, owner: { kind }, days, workingDays: true },
});

export const packs: readonly WorkflowPack[] = [
  {
    id: 'launch',
    name: 'Launch checklist',
    purpose: 'What is forgotten in the first week cannot be measured in the last.',
    ...{ trigger: 'bet-started', verdicts: [] },
    steps: [
      step('Check that the links, codes and forms of it count, with one visit of your own.', 0),
      step('Look at the first numbers and type them in.', 1),
      step('Tell those who answer customers what they will be asked.', 1),
      step('Read the first unsubscribes and complaints. Is it what we expected?', 3),
      step('Compare what was spent with the stake, and say whether the end still holds.', 5),
    ],
  },
  {
    id: 'breaker',
    name: 'After a breaker trips',
    purpose: 'First stop the harm, then understand it, then decide. Who did it is not asked.',
    ...{ trigger: 'breaker-tripped', verdicts: [] },
    steps: [
      step('Make sure that it really stands still: scheduled mails, advertisements, posts.', 0),
      step('Answer those who complained.', 1),
      step('Write down what happened and what we knew at which time, in ten lines.', 2),
      step('Decide: end it, or let it run on a probe with its own money and days.', 3, 'lead'),
      step('Say which other bets draw on the same thing, and whether they are in danger.', 3),
    ],
  },
  {
    id: 'verdict',
    name: 'After a verdict',
    purpose: 'A verdict is worth what is done with it.',
    ...{ trigger: 'bet-decided', verdicts: [] },
    steps: [
      step('Write down what was learned, in one sentence that a newcomer understands.', 2),
      step('Tell everybody who worked on it how it ended, and thank them.', 2),
      step('Look at the assumptions behind it: which one moves, and what else hangs on it?', 3),
      step('Close what it used: codes, audiences, subscriptions, contracts.', 5),
      step('Say what happens with the money and hours that are free now.', 5, 'lead'),
    ],
  },
];
