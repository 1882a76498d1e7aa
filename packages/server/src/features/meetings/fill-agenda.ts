import type { Agenda, AgendaBlock, RitualBlock } from '@dandelion-loop/contract';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { dayIn } from '../../kernel/day-in.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import type { Evidence, EvidenceSource } from '../../kernel/evidence-source.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import { timeZoneOf } from '../../kernel/workspace-day.ts';
import type { RitualRow } from '../rituals/index.ts';
import { meetings } from './records.ts';

/** An agenda fills itself from what its sources know at a moment. */

export interface AgendaParts {
  records: Records;
  sources: readonly EvidenceSource[];
  log: Log;
  now: () => Date;
}

export interface Filled {
  agenda: Agenda;
  /** By kind of block: what its source is handed at the next meeting. */
  memory: Record<string, unknown>;
}

/** A ritual that was never held looks back so far. */
const firstLook = 30 * 24 * 60 * 60 * 1000;

const untold: Partial<Record<RitualBlock['kind'], string>> = {
  outcomes: 'outcomes',
  bets: 'bets',
  breakers: 'breakers',
  'failure-budget': 'the failure budget',
  domains: 'failure domains',
  'hand-offs': 'hand-offs',
};

function blockOf({ kind, title, why, minutes }: RitualBlock, evidence: Evidence | 'unread' | null): AgendaBlock {
  const common = { kind, title, why, minutes };
  const nothing = { ...common, items: [], more: 0 };
  if (kind === 'talk') return { ...nothing, state: 'always', because: 'It always comes.' };
  if (evidence === null)
    return { ...nothing, state: 'no-source', because: `Nothing here tells of ${untold[kind] ?? kind} yet.` };
  if (evidence === 'unread')
    return { ...nothing, state: 'empty', because: 'It could not be read when the agenda was made. Look at its page.' };
  const { items, more, because } = evidence;
  return { ...common, items, more, because, state: items.length > 0 ? 'filled' : 'empty' };
}

/** Blocks that are passed over take no time. */
export const isPassedOver = ({ state }: Pick<AgendaBlock, 'state'>): boolean =>
  state === 'empty' || state === 'no-source';

async function before(records: Records, ritualId: string) {
  const [found] = await records
    .select({ endedAt: meetings.endedAt, memory: meetings.memory })
    .from(meetings)
    .where(and(eq(meetings.ritualId, ritualId), isNotNull(meetings.endedAt)))
    .orderBy(desc(meetings.endedAt), desc(meetings.id))
    .limit(1);
  return { since: found?.endedAt ?? null, memory: found?.memory ?? {} };
}

/** As it would be now. A source that fails leaves its block empty and says so: a meeting is held all the same. */
export async function fillAgenda({ records, sources, log, now }: AgendaParts, ritual: RitualRow): Promise<Filled> {
  const at = now();
  const [{ since, memory }, timeZone] = await Promise.all([before(records, ritual.id), timeZoneOf(records)]);
  const asked = {
    ...{ since: since ?? new Date(at.getTime() - firstLook), now: at },
    ...{ today: dayIn(timeZone, at), timeZone, ritualId: ritual.id, members: ritual.members },
  };
  const found = new Map<string, Evidence | 'unread'>();
  const remember: Record<string, unknown> = { ...memory };
  for (const kind of new Set(ritual.blocks.map((block) => block.kind))) {
    const source = sources.find((one) => one.kind === kind);
    if (source === undefined) continue;
    try {
      const evidence = await source.read({ ...asked, remembered: memory[kind] ?? null });
      found.set(kind, evidence);
      if (evidence.remember !== undefined) remember[kind] = evidence.remember;
    } catch (error) {
      log.error({ error: errorFacts(error), kind }, 'A block of an agenda could not be filled');
      found.set(kind, 'unread');
    }
  }
  const blocks = ritual.blocks.map((block) => blockOf(block, found.get(block.kind) ?? null));
  return {
    agenda: {
      since: since?.toISOString() ?? null,
      at: at.toISOString(),
      blocks,
      minutes: blocks.filter((block) => !isPassedOver(block)).reduce((sum, { minutes }) => sum + minutes, 0),
    },
    memory: remember,
  };
}
