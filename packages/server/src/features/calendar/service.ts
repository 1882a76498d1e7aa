import {
  type AnswerOf,
  type getCalendarLink,
  type makeCalendarLink,
  permissionsOfRole,
} from '@dandelion-loop/contract';
import { arrayContains, eq } from 'drizzle-orm';
import type { Caller } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import type { TextDownload } from '../../kernel/route.ts';
import { type Attempts, addressSubject, hashOf, newToken } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { rituals, timedOf } from '../rituals/index.ts';
import { calendarLinks, members, workspace } from './records.ts';
import { writeCalendar } from './write-calendar.ts';

type Asking = Pick<Caller, 'actor' | 'member'>;

/** One's rituals for one's calendar program, by a secret link. */
export interface CalendarService {
  link(asking: Asking): Promise<AnswerOf<typeof getCalendarLink>>;
  /** The one before works no more. */
  make(asking: Asking): Promise<AnswerOf<typeof makeCalendarLink>>;
  end(asking: Asking): Promise<void>;
  /** Fails with `not-found` whatever is wrong, and with `too-many-requests` after many wrong tokens. */
  read(token: string, address: string): Promise<TextDownload>;
}

export interface CalendarParts {
  records: Records;
  now: () => Date;
  /** Where people reach the server: links begin with it. */
  url: () => string;
  attempts: Attempts;
}

/** A stranger learns no more than this. */
const nothingHere = () => new DandelionFailure('not-found', 'There is nothing at this address.');

/** Programs have no calendar; the machine is none of the members. */
function memberOf({ member }: Asking) {
  if (member !== null) return member;
  throw new DandelionFailure('not-allowed', 'A calendar is for people. Sign in on the page.');
}

const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'calendar', id, name });

const suffix = /\.ics$/;

async function linkOf(records: Records, memberId: string) {
  const [found] = await records.select().from(calendarLinks).where(eq(calendarLinks.memberId, memberId));
  return { madeAt: found?.madeAt.toISOString() ?? null, readAt: found?.readAt?.toISOString() ?? null };
}

async function make({ records, now, url }: CalendarParts, asking: Asking) {
  const member = memberOf(asking);
  const token = newToken();
  const madeAt = now();
  await records.transaction(async (tx) => {
    const link = { tokenHash: hashOf(token), madeAt, readAt: null };
    await tx
      .insert(calendarLinks)
      .values({ memberId: member.id, ...link })
      .onConflictDoUpdate({ target: calendarLinks.memberId, set: link });
    await record(tx, asking.actor, { action: 'calendar.link-made', subject: subjectOf(member) });
  });
  return { madeAt: madeAt.toISOString(), readAt: null, link: `${url()}/api/calendar/${token}.ics` };
}

async function end({ records }: CalendarParts, asking: Asking): Promise<void> {
  const member = memberOf(asking);
  await records.transaction(async (tx) => {
    const gone = await tx.delete(calendarLinks).where(eq(calendarLinks.memberId, member.id)).returning();
    if (gone.length > 0) await record(tx, asking.actor, { action: 'calendar.link-ended', subject: subjectOf(member) });
  });
}

/** Whose link it is, who is here and may see rituals. */
async function readerOf({ records, now }: CalendarParts, token: string): Promise<string> {
  const [found] = await records
    .update(calendarLinks)
    .set({ readAt: now() })
    .where(eq(calendarLinks.tokenHash, hashOf(token)))
    .returning();
  const [member] =
    found === undefined ? [] : await records.select().from(members).where(eq(members.id, found.memberId));
  if (member === undefined || member.leftAt !== null || !permissionsOfRole[member.role].includes('rituals:read'))
    throw nothingHere();
  return member.id;
}

async function read(parts: CalendarParts, given: string, address: string): Promise<TextDownload> {
  const { records, now, url, attempts } = parts;
  const subject = `address:calendar ${addressSubject(address)}` as const;
  await attempts.spend(subject);
  const memberId = await readerOf(parts, given.replace(suffix, ''));
  await attempts.giveBack(subject);
  const [rows, [settings]] = await Promise.all([
    records
      .select()
      .from(rituals)
      .where(arrayContains(rituals.members, [memberId]))
      .orderBy(rituals.createdAt, rituals.id),
    records.select().from(workspace),
  ]);
  const content = writeCalendar(await timedOf(records, rows), { name: settings!.name, url: url(), now: now() });
  return { fileName: null, mediaType: 'text/calendar; charset=utf-8', content };
}

export function createCalendar(parts: CalendarParts): CalendarService {
  return {
    link: async (asking) => linkOf(parts.records, memberOf(asking).id),
    make: (asking) => make(parts, asking),
    end: (asking) => end(parts, asking),
    read: (token, address) => read(parts, token, address),
  };
}
