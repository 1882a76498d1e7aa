import type { AnswerOf, AuditEntry, AuditFilters, listAudit, listAuditChoices } from '@dandelion-loop/contract';
import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { storable } from '../../kernel/fold-text.ts';
import type { Records } from '../../kernel/records.ts';
import { readEntries, readHead } from './chain.ts';
import { auditLog } from './records.ts';
import { searchQuery } from './words.ts';

/** As the index has it. */
const actorKey = sql`coalesce(${auditLog.actor} ->> 'id', ${auditLog.actor} ->> 'kind')`;

/** PostgreSQL has no year 0, and nothing happened before this. */
const moment = (text: string): Date => new Date(Math.max(0, Date.parse(text)));

/** The filters as SQL. */
export function conditionOf({ search, actor, action, subjectKind, subjectId, from, to }: AuditFilters): SQL {
  const words = searchQuery(search ?? '');
  const same = (column: Parameters<typeof eq>[0], value: string | undefined) =>
    value === undefined ? undefined : eq(column, storable(value));
  return (
    and(
      words === null ? undefined : sql`${auditLog.words} @@ ${words}::tsquery`,
      actor === undefined ? undefined : sql`${actorKey} = ${storable(actor)}`,
      same(auditLog.action, action),
      same(auditLog.subjectKind, subjectKind),
      same(auditLog.subjectId, subjectId),
      from === undefined ? undefined : gte(auditLog.at, moment(from)),
      to === undefined ? undefined : lt(auditLog.at, moment(to)),
    ) ?? sql`true`
  );
}

/** Most of what people look for is among so many newest entries. */
const nearby = 20_000;

/**
 * Which entries fit, newest first? What is to be found by words or time is looked for among the newest first, one by one, and only
 * then through the indexes of words and times: PostgreSQL cannot know how far back a rare word stands, and might read all there is.
 */
async function readFitting(
  records: Records,
  filters: AuditFilters,
  { before, limit }: { before: number; limit: number },
): Promise<AuditEntry[]> {
  const fitting = and(conditionOf(filters), lt(auditLog.seq, before))!;
  const { search, from, to } = filters;
  if (searchQuery(search ?? '') === null && from === undefined && to === undefined) {
    return readEntries(records, { where: fitting, order: 'DESC', limit });
  }
  // OFFSET 0: they are read first and looked at then.
  const near = and(lt(auditLog.seq, before), gte(auditLog.seq, before - nearby));
  const among = sql`(SELECT * FROM ${auditLog} WHERE ${near} ORDER BY seq DESC OFFSET 0) AS audit_log`;
  const found = await readEntries(records, { among, where: fitting, order: 'DESC', limit });
  if (found.length === limit || before <= nearby) return found;
  const all = sql`${auditLog.seq} IN (
    WITH fitting AS MATERIALIZED (SELECT seq FROM ${auditLog} WHERE ${fitting})
    SELECT seq FROM fitting ORDER BY seq DESC LIMIT ${limit})`;
  return readEntries(records, { where: all, order: 'DESC', limit });
}

export async function readPage(
  records: Records,
  filters: AuditFilters,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<AnswerOf<typeof listAudit>> {
  const from = before ?? ((await readHead(records))?.seq ?? 0) + 1;
  const found = await readFitting(records, filters, { before: from, limit: limit + 1 });
  const entries = found.slice(0, limit);
  return { entries, next: found.length > limit ? entries.at(-1)!.seq : null };
}

/** Which different values are there? From one to the next through the index, since there are few of them among many entries. */
const different = (value: SQL): SQL => sql`
  WITH RECURSIVE found (value) AS (
    (SELECT ${value} FROM ${auditLog} ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT (SELECT ${value} FROM ${auditLog} WHERE ${value} > found.value ORDER BY 1 LIMIT 1) FROM found WHERE value IS NOT NULL
  ) SELECT value FROM found WHERE value IS NOT NULL`;

export async function readChoices(records: Records): Promise<AnswerOf<typeof listAuditChoices>> {
  const valuesOf = async (value: SQL) => {
    const { rows } = await records.execute<{ value: string }>(different(value));
    return rows.map((row) => row.value);
  };
  const actors = records.execute<{ actor: AnswerOf<typeof listAuditChoices>['actors'][number] }>(sql`
    SELECT newest.actor FROM (${different(actorKey)}) AS key
    CROSS JOIN LATERAL (
      SELECT actor FROM ${auditLog} WHERE ${actorKey} = key.value ORDER BY seq DESC LIMIT 1
    ) AS newest`);
  const [actions, subjectKinds, { rows }] = await Promise.all([
    valuesOf(sql`${auditLog.action}`),
    valuesOf(sql`${auditLog.subjectKind}`),
    actors,
  ]);
  return { actors: rows.map(({ actor }) => actor), actions, subjectKinds };
}
