import {
  countCustomers,
  decideLink,
  exportCustomer,
  exportCustomers,
  getCustomer,
  listCustomers,
  listTimeline,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { CustomersService } from './service.ts';

export function customersRoutes(customers: CustomersService): Route[] {
  return [
    route(listCustomers, ({ query }) => customers.list(query)),
    route(countCustomers, async ({ query }) => ({ customers: await customers.count(query) })),
    route(exportCustomers, ({ query, caller }) => customers.exportAll(caller!.actor, query.format)),
    route(getCustomer, ({ params }) => customers.read(params.id)),
    route(listTimeline, ({ params, query }) => customers.timeline(params.id, query)),
    route(decideLink, ({ params, body, caller }) => customers.decide(caller!.actor, params.id, body)),
    route(exportCustomer, ({ params, caller }) => customers.exportOne(caller!.actor, params.id)),
  ];
}
