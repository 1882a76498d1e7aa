import { z } from 'zod';
import { currencySchema } from './currency.ts';
import { defineEndpoint } from './endpoint.ts';
import { methodsSchema } from './methods.ts';

/** Ways to write dates and numbers in an English interface; all with a decimal point, as the sentences have. */
export const locales = ['en-GB', 'en-US', 'en-IE', 'en-CA', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA'] as const;

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

const nameSchema = z.string().trim().min(1, 'Give the workspace a name.').max(80, 'At most 80 characters.');

export const workspaceSchema = z.object({
  name: z.string(),
  locale: z.enum(locales),
  /** ISO 4217, for metrics that are money. */
  currency: currencySchema,
  /** IANA name. Days begin there. */
  timeZone: z.string(),
  /** False: uploaded files are deleted `uploadDays` after they came. */
  keepUploads: z.boolean(),
  uploadDays: z.number().int(),
  /** How a new import is judged unless it says otherwise. */
  methods: methodsSchema,
  /** Counts changes; send it back with a change. */
  version: z.number().int(),
  /** Largest upload this server takes, in bytes. */
  uploadLimit: z.number().int(),
  /** Whether there is no experiment yet, to choose the first page. */
  empty: z.boolean(),
});
export type Workspace = z.infer<typeof workspaceSchema>;

export const getWorkspace = defineEndpoint({
  method: 'GET',
  path: '/api/workspace',
  permission: 'workspace:read',
  summary: 'Read the settings of the workspace',
  answer: workspaceSchema,
});

export const changeWorkspace = defineEndpoint({
  method: 'PATCH',
  path: '/api/workspace',
  permission: 'workspace:write',
  summary: 'Change settings of the workspace',
  description: 'What is left out stays as it is. 409 when somebody else changed the settings since `version`.',
  body: z.strictObject({
    version: z.int32(),
    name: nameSchema.optional(),
    locale: z.enum(locales).optional(),
    currency: currencySchema.optional(),
    timeZone: z.string().refine(isTimeZone, 'No such time zone. Use a name such as Europe/Amsterdam.').optional(),
    keepUploads: z.boolean().optional(),
  }),
  answer: workspaceSchema,
});

export const changeMethods = defineEndpoint({
  method: 'PATCH',
  path: '/api/workspace/methods',
  permission: 'methods:write',
  summary: 'Change how new imports are judged',
  description:
    'New imports, typed counts and the sample are judged so unless they say otherwise. Answers that exist stay as they are. What is left out stays as it is. 409 when somebody else changed the settings since `version`.',
  body: methodsSchema.partial().extend({ version: z.int32() }),
  answer: workspaceSchema,
});

export const deleteWorkspace = defineEndpoint({
  method: 'DELETE',
  path: '/api/workspace',
  permission: 'workspace:delete',
  summary: 'Delete the workspace with everything in it',
  description:
    'Tests and answers, imports with their rows and files, shares, comments, webhooks, keys, members, the audit log. It cannot be undone; backups that lie elsewhere stay. `name` is the name of the workspace, so that nobody does it by mistake: 422 when it is another. Afterwards there is an empty workspace without anybody who is signed in, and `./dandelion owner-link` on the machine makes the first link. 409 while a backup is made.',
  body: z.strictObject({ name: z.string().max(200) }),
});
