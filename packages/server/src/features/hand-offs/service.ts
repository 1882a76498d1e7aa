import type {
  AnswerOf,
  addHandOff,
  BodyOf,
  changeBetComment,
  changeHandOff,
  HandOff,
  listBetComments,
  PlanComment,
  readOwnPart,
} from '@dandelion-loop/contract';
import { arrayContains, asc, eq, or, sql } from 'drizzle-orm';
import { bets, type PlanParts } from '../plan/index.ts';
import { peopleOf } from '../rituals/index.ts';
import { addComment, editComment, listComments, removeComment } from './bet-comments.ts';
import { editHandOff, makeHandOff } from './change-hand-offs.ts';
import { type Asking, handOffViews } from './hand-off-views.ts';
import { handOffs } from './records.ts';

export interface HandOffsService {
  /** All of a plan, what is due first. */
  ofPlan(asking: Asking, planId: string): Promise<HandOff[]>;
  add(asking: Asking, planId: string, body: BodyOf<typeof addHandOff>): Promise<HandOff>;
  change(asking: Asking, id: string, body: BodyOf<typeof changeHandOff>): Promise<HandOff>;
  /** Bets and hand-offs that name whoever asks, of all plans. */
  mine(asking: Asking): Promise<AnswerOf<typeof readOwnPart>>;
  comments(asking: Asking, betId: string, limit: number): Promise<AnswerOf<typeof listBetComments>>;
  comment(asking: Asking, betId: string, text: string): Promise<PlanComment>;
  /** Fails with `not-allowed` when it is somebody else’s, and with `conflict` when it is not as `version` says any more. */
  changeComment(asking: Asking, id: string, body: BodyOf<typeof changeBetComment>): Promise<PlanComment>;
  /** As `changeComment`; an owner deletes any. */
  removeComment(asking: Asking, id: string, version: number): Promise<void>;
}

const inOrder = [
  sql`${handOffs.state} <> 'open'`,
  sql`${handOffs.dueOn} ASC NULLS LAST`,
  asc(handOffs.createdAt),
  asc(handOffs.id),
];

async function readMine(parts: PlanParts, asking: Asking): Promise<AnswerOf<typeof readOwnPart>> {
  // A key or the machine is nobody.
  if (asking.member === null) return { bets: [], handOffs: [] };
  const { records } = parts;
  const me = asking.member.id;
  const [own, handed] = await Promise.all([
    records
      .select()
      .from(bets)
      .where(or(eq(bets.ownerId, me), arrayContains(bets.partnerIds, [me])))
      .orderBy(sql`${bets.status} NOT IN ('planned', 'running')`, sql`${bets.endsOn} ASC NULLS LAST`, asc(bets.seq)),
    records
      .select()
      .from(handOffs)
      .where(or(eq(handOffs.fromId, me), eq(handOffs.toId, me)))
      .orderBy(...inOrder),
  ]);
  const owners = await peopleOf(
    records,
    own.flatMap(({ ownerId }) => ownerId ?? []),
  );
  return {
    bets: own.map(({ id, name, hypothesis, discipline, status, startsOn, endsOn, ownerId }) => {
      const owner = ownerId === null ? undefined : owners.get(ownerId);
      return {
        ...{ id, name, hypothesis, discipline, status, startsOn, endsOn },
        owner: owner === undefined ? null : { name: owner.name, left: owner.left },
        mine: ownerId === me,
      };
    }),
    handOffs: await handOffViews(records, handed, asking, await parts.today()),
  };
}

export function createHandOffs(parts: PlanParts): HandOffsService {
  const { records, today } = parts;
  return {
    async ofPlan(asking, planId) {
      const rows = await records
        .select()
        .from(handOffs)
        .where(eq(handOffs.planId, planId))
        .orderBy(...inOrder);
      return handOffViews(records, rows, asking, await today());
    },
    async add(asking, planId, body) {
      const row = await makeHandOff(parts, asking.actor, planId, body);
      return (await handOffViews(records, [row], asking, await today()))[0]!;
    },
    async change(asking, id, body) {
      const row = await editHandOff(parts, asking, id, body);
      return (await handOffViews(records, [row], asking, await today()))[0]!;
    },
    mine: (asking) => readMine(parts, asking),
    comments: (asking, betId, limit) => listComments(parts, asking, betId, limit),
    comment: (asking, betId, text) => addComment(parts, asking, betId, text),
    changeComment: (asking, id, body) => editComment(parts, asking, id, body),
    removeComment: (asking, id, version) => removeComment(parts, asking, id, version),
  };
}
