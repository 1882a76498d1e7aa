import { z } from 'zod';
import { announcementTypeSchema } from './announcements.ts';
import { defineEndpoint } from './endpoint.ts';
import { roleSchema } from './roles.ts';
import { emailSchema, memberNameSchema, newPasswordSchema, secondFactorSchema } from './session.ts';

/** One's own account. Keys of the API have none. */
export const accountSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role: roleSchema,
  joinedAt: z.iso.datetime(),
  hasPassword: z.boolean(),
  /** Two-step sign-in by an authenticator: since when, null when it is off. */
  secondFactorSince: z.iso.datetime().nullable(),
  recoveryCodesLeft: z.number().int(),
  /** What is mailed to the member. */
  notify: announcementTypeSchema.array(),
  /** Types that the member's role lets them choose. */
  canBeNotifiedOf: announcementTypeSchema.array(),
  /** Whether this server sends mail. */
  mail: z.boolean(),
  /** Counts changes; send it back with a change. */
  version: z.number().int(),
});
export type Account = z.infer<typeof accountSchema>;

export const getAccount = defineEndpoint({
  method: 'GET',
  path: '/api/account',
  permission: 'account:read',
  summary: 'Read your own account',
  answer: accountSchema,
});

export const changeAccount = defineEndpoint({
  method: 'PATCH',
  path: '/api/account',
  permission: 'account:write',
  summary: 'Change your name, your e-mail address or what is mailed to you',
  description:
    'What is left out stays. Another e-mail address needs `password` where you have one, since links go there. 409 when it was changed meanwhile, or another member has the address.',
  body: z.strictObject({
    version: z.int32(),
    name: memberNameSchema.optional(),
    email: emailSchema.nullable().optional(),
    password: z.string().max(200).optional(),
    notify: announcementTypeSchema.array().max(20).optional(),
  }),
  answer: accountSchema,
});

export const changePassword = defineEndpoint({
  method: 'POST',
  path: '/api/account/password',
  permission: 'account:write',
  summary: 'Choose a password, or another one',
  description: 'Needs the present one where there is one. Ends all other sessions.',
  body: z.strictObject({ current: z.string().max(200).optional(), password: newPasswordSchema }),
  answer: accountSchema,
});

export const beginSecondFactor = defineEndpoint({
  method: 'POST',
  path: '/api/account/second-factor',
  permission: 'account:write',
  summary: 'Begin two-step sign-in',
  description: 'Makes a secret for an authenticator (TOTP, RFC 6238). It is on once a first code was right.',
  answer: z.object({
    /** Base32, to be typed where no picture can be read. */
    secret: z.string(),
    /** `otpauth://`, for a QR code. */
    uri: z.string(),
  }),
});

const recoveryCodesSchema = z.object({
  /** Each signs in once in place of a code. They are shown this once. */
  recoveryCodes: z.string().array(),
});

export const confirmSecondFactor = defineEndpoint({
  method: 'POST',
  path: '/api/account/second-factor/confirm',
  permission: 'account:write',
  summary: 'Turn two-step sign-in on with a first code',
  body: z.strictObject({ code: secondFactorSchema }),
  answer: recoveryCodesSchema,
});

export const renewRecoveryCodes = defineEndpoint({
  method: 'POST',
  path: '/api/account/second-factor/recovery-codes',
  permission: 'account:write',
  summary: 'Make new recovery codes',
  description: 'The old ones are worth nothing then.',
  body: z.strictObject({ code: secondFactorSchema }),
  answer: recoveryCodesSchema,
});

export const endSecondFactor = defineEndpoint({
  method: 'POST',
  path: '/api/account/second-factor/off',
  permission: 'account:write',
  summary: 'Turn two-step sign-in off',
  body: z.strictObject({ code: secondFactorSchema }),
});

export const listSessions = defineEndpoint({
  method: 'GET',
  path: '/api/account/sessions',
  permission: 'account:read',
  summary: 'List where you are signed in',
  answer: z.object({
    sessions: z.array(
      z.object({
        id: z.uuid(),
        /** What the browser calls itself, in words: "Firefox on Linux". */
        browser: z.string(),
        startedAt: z.iso.datetime(),
        /** Exact to some minutes. */
        lastSeenAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        /** The one that asks. */
        current: z.boolean(),
      }),
    ),
  }),
});

export const endOneSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/account/sessions/:id',
  permission: 'account:write',
  summary: 'End one of your sessions',
  params: z.object({ id: z.uuid() }),
});

export const endOtherSessions = defineEndpoint({
  method: 'DELETE',
  path: '/api/account/sessions',
  permission: 'account:write',
  summary: 'End all your sessions but this one',
});
