import { exportAudit, listAudit, listAuditChoices, verifyAudit } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { Audit } from './service.ts';

export function auditRoutes(audit: Audit): Route[] {
  return [
    route(listAudit, ({ query: { before, limit, ...filters } }) => audit.list(filters, { before, limit })),
    route(listAuditChoices, () => audit.choices()),
    route(exportAudit, async ({ query: { format, ...filters } }) => audit.export(filters, format)),
    route(verifyAudit, () => audit.verify()),
  ];
}
