import { endCalendarLink, getCalendarLink, makeCalendarLink, readCalendar } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { CalendarService } from './service.ts';

export function calendarRoutes(calendar: CalendarService): Route[] {
  return [
    route(getCalendarLink, ({ caller }) => calendar.link(caller!)),
    route(makeCalendarLink, ({ caller }) => calendar.make(caller!)),
    route(endCalendarLink, async ({ caller }) => {
      await calendar.end(caller!);
      return undefined;
    }),
    route(readCalendar, ({ params, from }) => calendar.read(params.token, from.address)),
  ];
}
