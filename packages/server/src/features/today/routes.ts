import { bringBackToday, getToday, putOffToday } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { TodayService } from './service.ts';

export function todayRoutes(today: TodayService): Route[] {
  return [
    route(getToday, ({ caller }) => today.read(caller!)),
    route(putOffToday, ({ body, caller }) => today.putOff(caller!, body)),
    route(bringBackToday, ({ query, caller }) => today.bringBack(caller!, query) as Promise<undefined>),
  ];
}
