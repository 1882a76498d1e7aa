/** Every table of the record store that belongs to one workspace: all are emptied when it is deleted. */
export const emptied = [
  'announcements',
  'analyses',
  'api_keys',
  'audit_log',
  'audit_pending',
  'comments',
  'experiments',
  'failed_attempts',
  'imports',
  'learning_runs',
  'learnings',
  'mails',
  'members',
  'one_time_links',
  'recovery_codes',
  'results',
  'sessions',
  'shares',
  'uploads',
  'variations',
  'webhook_attempts',
  'webhook_deliveries',
  'webhooks',
  'workspace',
] as const;

/** Those that are not of a workspace. What jobs have in their own schema names analyses by id and nothing else. */
export const staying = ['migrations'] as const;
