import { z } from 'zod';
import { defineDownload, defineEndpoint } from './endpoint.ts';

/** One’s rituals in one’s own calendar, by a link that only calendar programs need to know. */

export const calendarLinkSchema = z.object({
  /** When the link was made; null: there is none. */
  madeAt: z.iso.datetime().nullable(),
  /** When a calendar last read it. */
  readAt: z.iso.datetime().nullable(),
});

export const getCalendarLink = defineEndpoint({
  method: 'GET',
  path: '/api/account/calendar',
  permission: 'account:read',
  summary: 'Say whether a calendar can read one’s rituals',
  answer: calendarLinkSchema,
});

export const makeCalendarLink = defineEndpoint({
  method: 'POST',
  path: '/api/account/calendar',
  permission: 'account:write',
  summary: 'Make the link for one’s calendar; the one before ends',
  description:
    'The link is in this answer and nowhere else. Whoever has it reads when one’s rituals are, and their names.',
  answer: calendarLinkSchema.extend({ link: z.url() }),
  status: 201,
});

export const endCalendarLink = defineEndpoint({
  method: 'DELETE',
  path: '/api/account/calendar',
  permission: 'account:write',
  summary: 'End the link for one’s calendar',
});

export const readCalendar = defineDownload({
  method: 'GET',
  path: '/api/calendar/:token',
  permission: 'public',
  summary: 'Read the rituals of whoever made the link, as iCalendar',
  description:
    'RFC 5545, for calendar programs: from 90 days ago until 400 days ahead, each time as an event of its own in UTC. 404 whatever is wrong with the link. 429 after many wrong ones, with Retry-After.',
  params: z.object({ token: z.string().min(1).max(200) }),
  download: ['text/calendar'],
});
