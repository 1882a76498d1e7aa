import type {
  AnswerOf,
  BodyOf,
  changeOccurrence as changeOccurrenceEndpoint,
  changeRitual,
  createRitual,
  listOccurrences,
  listPeople,
  listRituals,
  previewCadence,
  QueryOf,
  Ritual,
  RitualWorth,
} from '@dandelion-loop/contract';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { changeOccurrence } from './change-occurrence.ts';
import { addRitual, deleteRitual, editRitual, type RitualParts } from './change-rituals.ts';
import { checkedCadence, ruleTimes, skippedTimes } from './expand-rule.ts';
import { readRitual } from './hold-ritual.ts';
import { momentOf } from './local-time.ts';
import { everybody } from './people.ts';
import { type RitualRow, rituals } from './records.ts';
import { endOf, occurrenceView, timedOf, timesOf } from './ritual-times.ts';
import { viewsOf } from './ritual-views.ts';
import { readWorth } from './ritual-worth.ts';

export interface RitualsService {
  people(): Promise<AnswerOf<typeof listPeople>>;
  /** Those that go on first, by when the next one is. */
  list(): Promise<AnswerOf<typeof listRituals>>;
  /** Fails with `not-found`. */
  read(id: string): Promise<Ritual>;
  /** Fails with `bad-value` when its cadence cannot be used, with `unknown-value` when somebody cannot come. */
  add(by: Actor, body: BodyOf<typeof createRitual>): Promise<Ritual>;
  change(by: Actor, id: string, body: BodyOf<typeof changeRitual>): Promise<Ritual>;
  remove(by: Actor, id: string, version: number): Promise<void>;
  preview(body: BodyOf<typeof previewCadence>): AnswerOf<typeof previewCadence>;
  occurrences(id: string, query: QueryOf<typeof listOccurrences>): Promise<AnswerOf<typeof listOccurrences>>;
  changeOccurrence(by: Actor, id: string, body: BodyOf<typeof changeOccurrenceEndpoint>): Promise<Ritual>;
  worth(id: string): Promise<RitualWorth>;
}

const day = 24 * 60 * 60 * 1000;
const longestWindow = 400 * day;
const shown = 10;

const rank = ({ ended, meetingId, next }: Ritual): string =>
  ended !== null ? '3' : meetingId !== null ? '0' : next === null ? '2' : `1 ${next.startsAt}`;

function preview({ cadence, minutes, from: since }: BodyOf<typeof previewCadence>): AnswerOf<typeof previewCadence> {
  const checked = checkedCadence(cadence);
  const start = momentOf(checked.start, checked.timeZone);
  const from = since === undefined || new Date(since) < start ? start : new Date(since);
  // A year has enough of most rules; ten have one of every rule that is taken.
  const within = (days: number) => ruleTimes(checked, { from, to: new Date(from.getTime() + days * day) });
  const soon = within(400);
  const found = soon.length > shown ? soon : within(3660);
  const last = found[shown - 1]?.at ?? new Date(from.getTime() + 400 * day);
  return {
    skipped: skippedTimes(checked, { from, to: last }),
    occurrences: found.slice(0, shown).map(({ local, at }) => ({
      ...{ occurrence: local, local, state: 'planned', reason: '', meetingId: null },
      startsAt: at.toISOString(),
      endsAt: endOf(at, minutes).toISOString(),
    })),
    more: found.length > shown,
  };
}

function windowOf({ from, to }: QueryOf<typeof listOccurrences>, now: Date) {
  const begin = from === undefined ? now : new Date(from);
  const end = to === undefined ? new Date(begin.getTime() + 90 * day) : new Date(to);
  if (end.getTime() - begin.getTime() <= longestWindow) return { from: begin, to: end };
  throw new DandelionFailure('wrong-use', 'Ask for at most 400 days at once.');
}

export function createRituals(parts: RitualParts): RitualsService {
  const { records, now } = parts;
  const one = async (row: RitualRow): Promise<Ritual> => (await viewsOf(records, [row], now()))[0]!;
  return {
    people: async () => ({ people: await everybody(records) }),
    async list() {
      const views = await viewsOf(records, await records.select().from(rituals), now());
      return { rituals: views.sort((a, b) => rank(a).localeCompare(rank(b)) || a.name.localeCompare(b.name)) };
    },
    read: async (id) => one(await readRitual(records, id)),
    add: async (by, body) => one(await addRitual(parts, by, body)),
    change: async (by, id, body) => one(await editRitual(parts, by, id, body)),
    remove: (by, id, version) => deleteRitual(parts, by, id, version),
    preview,
    async occurrences(id, query) {
      const [timed] = await timedOf(records, [await readRitual(records, id)]);
      return { occurrences: timesOf(timed!, windowOf(query, now())).map((held) => occurrenceView(held, timed!)) };
    },
    changeOccurrence: async (by, id, body) => one(await changeOccurrence(parts, by, id, body)),
    async worth(id) {
      const [timed] = await timedOf(records, [await readRitual(records, id)]);
      return readWorth(records, timed!, now());
    },
  };
}
