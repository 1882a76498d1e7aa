import type { Role } from '@dandelion-loop/contract';

/** What a role is called, and what it may: the same words wherever somebody is invited, looked up or told. */
export const roleWords: Record<Role, { name: string; a: string; may: string }> = {
  owner: {
    name: 'Owner',
    a: 'an owner',
    may: 'You may do everything: read and change all there is, invite people and let them go, make keys, and delete the workspace.',
  },
  marketer: {
    name: 'Marketer',
    a: 'a marketer',
    may: 'You may read every test and its result, import tests, name and tag them, write notes and comments, hold rituals, plan bets, and share results with people outside.',
  },
  analyst: {
    name: 'Analyst',
    a: 'an analyst',
    may: 'You may do what a marketer may, see the SQL behind each number, download the rows, and set how tests are judged.',
  },
  reader: {
    name: 'Reader',
    a: 'a reader',
    may: 'You may read every result and the plan, write comments and notes of meetings, and end your own follow-ups. You change nothing else.',
  },
  partner: {
    name: 'Partner',
    a: 'a partner',
    may: 'You see the bets, hand-offs and follow-ups that name you, may comment on them and end what is yours, and see nothing else of the workspace.',
  },
};
