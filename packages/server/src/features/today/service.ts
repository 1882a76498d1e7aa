import type {
  AnswerOf,
  BodyOf,
  bringBackToday,
  putOffToday,
  QueryOf,
  Today,
  Workspace,
} from '@dandelion-loop/contract';
import type { Caller } from '../../kernel/caller.ts';
import { dayIn } from '../../kernel/day-in.ts';
import { dayAfter } from '../../kernel/day-text.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Log } from '../../kernel/log.ts';
import { rankToday } from '../../kernel/rank-today.ts';
import type { Records } from '../../kernel/records.ts';
import type { TodayAsked, TodayFound, TodaySource } from '../../kernel/today-source.ts';
import { momentOf, nextRitualOf } from '../rituals/index.ts';
import { bringBack, putOff, readPutOffs } from './put-off.ts';

/** What needs somebody now, from everything that can tell. */

export interface TodayOptions {
  records: Records;
  sources: readonly TodaySource[];
  readWorkspace: () => Promise<Pick<Workspace, 'timeZone' | 'currency'>>;
  log: Log;
  now: () => Date;
}

type Asking = TodayAsked['caller'];

export interface TodayService {
  read(asking: Asking): Promise<Today>;
  putOff(
    asking: Pick<Caller, 'actor' | 'member'>,
    body: BodyOf<typeof putOffToday>,
  ): Promise<AnswerOf<typeof putOffToday>>;
  bringBack(asking: Pick<Caller, 'actor' | 'member'>, query: QueryOf<typeof bringBackToday>): Promise<void>;
}

/** What a morning holds. */
const mostItems = 6;
/** Listed of what comes after. */
const mostLater = 20;
const mostSince = 6;
const ritualDays = 7;

type Told = TodayFound & { source: string };

async function askAll(
  { sources, log }: TodayOptions,
  asked: Omit<TodayAsked, 'except'>,
  except: Map<string, string[]>,
) {
  const unread: string[] = [];
  const found = await Promise.all(
    sources.map(async (source): Promise<Told[]> => {
      try {
        return [{ source: source.name, ...(await source.read({ ...asked, except: except.get(source.name) ?? [] })) }];
      } catch (error) {
        // The rest is told all the same.
        log.error({ error: errorFacts(error), source: source.name }, 'A part of Today could not be read');
        unread.push(source.name);
        return [];
      }
    }),
  );
  return { found: found.flat(), unread };
}

/** In order; what can wait is never among the first. */
function inOrder(found: readonly Told[]) {
  const ranked = rankToday(found.flatMap(({ source, items }) => items.map((item) => ({ ...item, source }))));
  const items = ranked.filter((one) => one.class !== 'soon').slice(0, mostItems);
  const later = ranked.filter((one) => !items.includes(one)).slice(0, mostLater);
  const cut = found.reduce((sum, { more }) => sum + more.all, 0);
  const urgent = found.reduce((sum, { more }) => sum + more.urgent, 0);
  return {
    ...{ items, later, more: ranked.length + cut - items.length - later.length },
    laterUrgent: ranked.filter((one) => one.class !== 'soon').length + urgent - items.length,
  };
}

const sinceOf = (found: readonly Told[]): Today['since'] =>
  found
    .flatMap(({ since = [] }) => since)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.sentence < b.sentence ? -1 : 1))
    .slice(0, mostSince);

async function ritualFor(
  { records }: TodayOptions,
  { member, permissions }: Asking,
  { now, today, timeZone }: Pick<TodayAsked, 'now' | 'today' | 'timeZone'>,
): Promise<Today['ritual']> {
  if (member === null || !permissions.has('rituals:read')) return null;
  const next = await nextRitualOf(records, member.id, now, ritualDays);
  return (
    next && {
      ...{ id: next.row.id, name: next.row.name, minutes: next.row.minutes, people: next.people },
      ...{ startsAt: next.held.at.toISOString(), today: dayIn(timeZone, next.held.at) === today },
      meetingId: next.meetingId,
    }
  );
}

async function readToday(options: TodayOptions, caller: Asking): Promise<Today> {
  const now = options.now();
  const { timeZone, currency } = await options.readWorkspace();
  const today = dayIn(timeZone, now);
  const since = momentOf(`${dayAfter(today, -1)}T00:00`, timeZone);
  const off = caller.member === null ? [] : await readPutOffs(options.records, caller.member.id, today);
  const bySource = groupBy(off, ({ source }) => source);
  const except = new Map([...bySource].map(([source, rows]) => [source, rows.map(({ subject }) => subject)]));
  const asked = { caller, now, today, timeZone, since, limit: mostItems + mostLater };
  const [{ found, unread }, ritual] = await Promise.all([
    askAll(options, asked, except),
    ritualFor(options, caller, asked),
  ]);
  return {
    ...{ at: now.toISOString(), day: today, timeZone, currency, ...inOrder(found), putOff: off.length },
    ...{ since: sinceOf(found), ritual, unread, pending: found.flatMap(({ pending }) => pending ?? []) },
  };
}

export function createToday(options: TodayOptions): TodayService {
  const parts = {
    ...{ records: options.records, now: options.now },
    today: async () => dayIn((await options.readWorkspace()).timeZone, options.now()),
  };
  return {
    read: (asking) => readToday(options, asking),
    putOff: (asking, body) => putOff(parts, asking, body),
    bringBack: (asking, query) => bringBack(parts, asking, query),
  };
}
