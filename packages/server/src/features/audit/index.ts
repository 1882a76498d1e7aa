export { entriesOf } from './entries-of.ts';
export { noteRestore } from './head-file.ts';
export { type Change, record } from './record.ts';
export { auditRoutes } from './routes.ts';
export { createAudit } from './service.ts';
export { verifyLog } from './verify-log.ts';
