import type { Engine } from '../../kernel/engine.ts';
import { trusts } from '../../kernel/trust.ts';
import { boundId, hexOf } from './ids.ts';

/** Links that people make and undo, as the engine is told of them. Each statement can be done again. */

export interface HeldLink {
  /** Of the anonymous id. */
  actor: string;
  /** Null: nobody's. */
  customer: string | null;
  /** Whether anything came with the id. */
  seen: boolean;
}

/** Whose is an anonymous id? */
export async function readHeld(engine: Engine, anonymous: string): Promise<HeldLink> {
  const [found] = await engine.rows<{ actor: string; holder: string; held: number; seen: number }>({
    sql: `WITH sipHash64(concat('a', {anonymous:String})) AS wanted
      SELECT ${hexOf('wanted')} AS actor, ${hexOf('argMax(links.customer, version)')} AS holder,
        max(version) > 0 AND argMax(ended, version) = 0 AS held,
        max(version) > 0 OR wanted IN (SELECT customer FROM people WHERE customer = wanted) AS seen
      FROM links WHERE links.actor = wanted`,
    values: { anonymous },
  });
  const { actor, holder, held, seen } = found!;
  return { actor, customer: held === 1 ? holder : null, seen: seen === 1 };
}

export interface DecidedLink {
  /** Grows with each decision. */
  seq: number;
  actor: string;
  customer: string;
  anonymous: string;
  user: string;
  linked: boolean;
  at: Date;
}

const remember = `
  INSERT INTO undone_links (actor, customer, undone, version)
  SELECT {actor:UInt64}, {customer:UInt64}, {undone:UInt8}, {seq:UInt64}`;

const undo = `
  INSERT INTO links (actor, customer, trust, at, ended, version, anonymous, user, source, how, change, former, window)
  SELECT actor, customer, trust, at, 1, version + 1, anonymous, user, source, how, 'undone', 0, 0
  FROM links FINAL WHERE actor = {actor:UInt64} AND customer = {customer:UInt64} AND ended = 0`;

const link = `
  INSERT INTO links (actor, customer, trust, at, ended, version, anonymous, user, source, how, change, former, window)
  SELECT {actor:UInt64}, {customer:UInt64}, ${trusts.person}, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), 0, max(version) + 1,
    {anonymous:String}, {user:String}, 0, 'hand', 'made', 0, 0
  FROM links WHERE actor = {actor:UInt64}
  HAVING max(version) = 0 OR argMax((customer, ended), version) != ({customer:UInt64}, 0)`;

/** What a decision changes, and the customers who are added up anew after it. */
export function decisionStatements({ seq, actor, customer, anonymous, user, linked, at }: DecidedLink) {
  return {
    statements: [remember, linked ? link : undo],
    values: {
      ...{ actor: boundId(actor), customer: boundId(customer), undone: linked ? 0 : 1, seq, at: at.getTime() },
      ...{ anonymous, user },
    },
    touched: 'SELECT arrayJoin([{actor:UInt64}, {customer:UInt64}])',
  };
}
