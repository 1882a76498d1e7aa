import type { Period, PropertyCondition } from '@dandelion-loop/contract';
import { openPersonRows } from '../../kernel/person-rows.ts';
import type { Binder } from './bind-values.ts';
import { daysOf } from './times.ts';
import { propertyHolds } from './trait-sql.ts';

/** What only the events themselves tell. They lie by actor, so that the name is looked for first and the rest read where it is found. */

/** Customers by how often an event of theirs fulfils `where`, whichever of their actors it is of. */
function customersOf(where: string, having: string): string {
  const events = openPersonRows({ table: 'events', purpose: 'profile' });
  const links = openPersonRows({ table: 'links', purpose: 'profile' });
  return `SELECT customer FROM (
            SELECT if(l.of = 0, e.actor, l.of) AS customer, e.times AS times
            FROM (SELECT actor, count() AS times FROM ${events.source} WHERE ${where} AND machine = '' AND actor != 0 GROUP BY actor) AS e
            LEFT ANY JOIN (
              SELECT actor, argMax(customer, version) AS of FROM ${links.source} GROUP BY actor HAVING argMax(ended, version) = 0
            ) AS l ON l.actor = e.actor)
          GROUP BY customer HAVING sum(times) ${having}`;
}

export interface EventsLeaf {
  bind: Binder;
  now: Date;
  name: string;
  period: Period;
  where: readonly PropertyCondition[];
  /** A comparison of how often. */
  having: string;
}

export function eventsLeaf({ bind, now, name, period, where, having }: EventsLeaf): string {
  const properties = where.map((one) => propertyHolds(one, bind)).join(' AND ');
  return customersOf(
    `name = ${bind(name, 'String')} AND ${daysOf(period, 'toDate32(time)', now, bind)} AND (${properties})`,
    having,
  );
}
