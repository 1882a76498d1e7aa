import {
  addBetComment,
  addHandOff,
  changeBetComment,
  changeHandOff,
  deleteBetComment,
  listBetComments,
  type PlanComment,
  readOwnPart,
} from '../hand-offs.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids } from './invented.ts';
import { bet, betId, handOff, handOffId, ofBet, ofPlan } from './invented-plan.ts';

/** Hand-offs, what partners see, and comments. */

const commentId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f19';

const comment: PlanComment = {
  ...{ id: commentId, betId, text: 'The paper comes on Monday.', by: anna, at: at.later },
  ...{ changedAt: null, version: 1, may: { change: true, delete: true } },
};

export const handOffExamples: Example[] = [
  example(addHandOff, {
    params: ofPlan,
    body: { what: handOff.what, fromBetId: betId, fromId: ids.anna, toId: ids.ben, dueOn: '2026-05-18' },
    answer: handOff,
  }),
  example(changeHandOff, {
    params: { id: handOffId },
    body: { version: 1, state: 'done', note: 'Sent.' },
    answer: { ...handOff, state: 'done', note: 'Sent.', endedAt: at.ends, endedBy: anna, version: 2 },
  }),
  example(readOwnPart, {
    answer: {
      bets: [
        {
          ...{ id: betId, name: bet.name, hypothesis: bet.hypothesis, discipline: 'CRM', status: 'stopped' },
          ...{ startsOn: bet.startsOn, endsOn: bet.endsOn, owner: { name: anna.name, left: false }, mine: false },
        },
      ],
      handOffs: [handOff],
    },
  }),
  example(listBetComments, { params: ofBet, answer: { comments: [comment], earlier: 0 } }),
  example(addBetComment, { params: ofBet, body: { text: comment.text }, answer: comment }),
  example(changeBetComment, {
    params: { id: commentId },
    body: { version: 1, text: comment.text },
    answer: { ...comment, version: 2, changedAt: at.later },
  }),
  example(deleteBetComment, { params: { id: commentId }, query: { version: 2 } }),
];
