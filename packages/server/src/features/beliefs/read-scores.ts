import type { AnswerOf, getBeliefScores, Role } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import type { Asking } from './belief-views.ts';
import { areSafeTogether, isSafe, type Part, safeGroups } from './safe-scores.ts';
import { scoreForecasts } from './score-forecasts.ts';
import { clippedNote, scoreSets, setsBy } from './score-groups.ts';

type Scores = AnswerOf<typeof getBeliefScores>;

export interface Scored extends Part {
  name: string;
  role: Role;
  shares: boolean;
  probability: number;
  happened: boolean;
}

/** What did each member say last, before looking at the others', of what then turned out? */
async function readScored(records: Records, me: string | null): Promise<Scored[]> {
  const { rows } = await records.execute<Omit<Scored, 'known'> & Record<string, unknown>>(sql`
    SELECT DISTINCT ON (f.belief_id, f.member_id) f.member_id AS "memberId", f.role, f.probability, b.topic, m.name,
           b.state = 'true' AS happened, s.member_id IS NOT NULL AS shares
    FROM forecasts f
    JOIN beliefs b ON b.id = f.belief_id
    JOIN members m ON m.id = f.member_id
    LEFT JOIN score_sharing s ON s.member_id = f.member_id
    WHERE b.state IN ('true', 'false') AND NOT f.after_reveal
    ORDER BY f.belief_id, f.member_id, f.number DESC`);
  // One by one: objects that are spread from rows are read several times as slowly, and they are read often.
  return rows.map(({ memberId, role, probability, topic, name, happened, shares }) => {
    const known = shares || memberId === me;
    return { memberId, role, probability, topic, name, happened, shares, known };
  });
}

const withTopic = (all: readonly Scored[]) => all.filter(({ topic }) => topic !== '');

function topicsOf(all: readonly Scored[]): Scores['topics'] {
  const sets = setsBy(withTopic(all), ({ topic }) => topic);
  const safe = safeGroups(new Map(sets), all);
  return scoreSets(
    sets.filter(([topic]) => safe.has(topic)).map(([topic, forecasts]) => ({ key: { topic }, who: null, forecasts })),
  );
}

function rolesOf(all: readonly Scored[]): Scores['roles'] {
  if (!areSafeTogether(all)) return [];
  const sets = setsBy(all, ({ role }) => role);
  const safe = safeGroups(new Map(sets), all);
  return scoreSets(
    sets
      .filter(([role]) => safe.has(role))
      .map(([role, forecasts]) => ({ key: { role: role as Role }, who: null, forecasts })),
  );
}

/** Whoever asks and those who share, by name; drawn towards the mean of these alone. */
function membersOf(all: readonly Scored[], me: string | null) {
  const known = all.filter((one) => one.known);
  const sets = setsBy(known, ({ name, memberId }) => JSON.stringify([name, memberId]));
  return scoreSets(
    sets.map(([, forecasts]) => {
      const { memberId: id, name } = forecasts[0]!;
      return { key: { member: { id, name } }, who: id === me ? 'you' : name, forecasts };
    }),
  );
}

/** What somebody may see of the scores. Pure. */
export function scoresFor(me: string | null, all: readonly Scored[]): Omit<Scores, 'sharesScores'> {
  const members = membersOf(all, me);
  const own = members.find((one) => one.member.id === me);
  const mine = all.filter(({ memberId }) => memberId === me);
  const team = isSafe(all) ? scoreForecasts(all, null) : null;
  const topics = topicsOf(all);
  const roles = rolesOf(all);
  const left =
    team === null || topics.length < new Set(withTopic(all).map(({ topic }) => topic)).size || roles.length === 0;
  return {
    mine: own ? withoutMember(own) : null,
    myTopics: scoreSets(
      setsBy(withTopic(mine), ({ topic }) => topic).map(([topic, forecasts]) => ({
        ...{ key: { topic }, who: 'you', forecasts },
      })),
    ),
    members: members.filter((one) => one.member.id !== me),
    ...{ team, topics, roles },
    notes: [
      ...(all.length > 0 && left
        ? ['Scores from which one member who does not share could be worked out are left out.']
        : []),
      ...(team !== null && team.clipped > 0 ? [clippedNote(team.clipped)] : []),
    ],
  };
}

export async function readScores(records: Records, { member }: Asking): Promise<Scores> {
  const me = member?.id ?? null;
  const [all, sharing] = await Promise.all([
    readScored(records, me),
    records.execute(sql`SELECT 1 FROM score_sharing WHERE member_id = ${me}`),
  ]);
  return { ...scoresFor(me, all), sharesScores: sharing.rows.length > 0 };
}

function withoutMember<Of extends { member: unknown }>({ member: _, ...score }: Of): Omit<Of, 'member'> {
  return score;
}
