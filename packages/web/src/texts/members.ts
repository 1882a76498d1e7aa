import type { Permission, Role } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

/** The page of members and invitations. */
export const texts = {
  question: 'Who works here, and who may do what?',
  alone: (name: string) => `${name} works here `,
  aloneFinding: 'alone.',
  together: (count: number) => `${numbers.count(count)} people work here, `,
  owners: (count: number) => (count === 1 ? 'one of them an owner.' : `${numbers.count(count)} of them owners.`),
  basis:
    'A link to join works once, within 7 days. “Last seen” is exact to some minutes. Who leaves keeps their name on what they did.',
  invite: 'Invite somebody',
  reading: 'Reading who works here',
  notRead: 'Who works here could not be read.',
  again: 'Try again',

  // The list.
  secured: (count: number, all: number) =>
    count === all
      ? all === 1
        ? 'The one member signs in with two steps'
        : 'All sign in with two steps'
      : count === 0
        ? 'Nobody signs in with two steps yet'
        : `${numbers.count(count)} of ${numbers.count(all)} sign in with two steps`,
  list: 'Members, with role, way of signing in and when they were seen last',
  columns: { name: 'Name', role: 'Role', signIn: 'Signs in', seen: 'Last seen', does: 'What to do' },
  you: 'you',
  lastOwner: 'Last owner: stays one until there is another.',
  never: 'not since joining',
  password: 'by password',
  linksOnly: 'by links only',
  twoSteps: 'two steps',
  oneStep: 'one step',
  menu: (name: string) => `What to do with ${name}`,
  change: 'Change role or name',
  signInLink: 'Make a link to sign in',
  resetLink: 'Make a link for a new password',
  secondFactorOff: 'Turn off two-step sign-in',
  remove: 'Let go',

  // Who left.
  left: (count: number) => (count === 1 ? 'One person left' : `${numbers.count(count)} people left`),
  leftList: 'Who left, and when',
  leftColumns: { name: 'Name', role: 'Was', joined: 'Joined', left: 'Left' },

  // Invitations.
  open: (count: number) => (count === 1 ? 'One invitation is open' : `${numbers.count(count)} invitations are open`),
  openList: 'Invitations that are open',
  openColumns: { who: 'For', role: 'As', by: 'Invited by', ends: 'Ends' },
  anybody: 'Whoever has the link',
  withdraw: 'Withdraw',
  withdrawOf: (who: string) => `Withdraw the invitation for ${who}`,
  withdrawTitle: (who: string) => `Withdraw the invitation for ${who}?`,
  withdrawSays: 'The link is worth nothing then. You can invite them again.',
  withdrawing: 'It is being withdrawn.',
  withdrawn: 'Invitation withdrawn',
  whoever: 'whoever has the link',

  // Inviting.
  inviteTitle: 'Invite somebody',
  role: 'What may they do?',
  roleMissing: 'Choose what they may do.',
  name: 'Name',
  nameHint: 'They can write it otherwise when they join.',
  email: 'E-mail',
  emailMailed: 'The link is mailed there too.',
  emailNotMailed: 'This server sends no mail: hand the link over yourself.',
  emailBad: 'This is not an e-mail address.',
  make: 'Make the link',
  making: 'The link is being made.',
  invited: (who: string) => `Hand this link to ${who}`,
  them: 'them',
  link: 'The link',
  linkOnce: 'It is shown this once, and works once. Whoever has it gets in.',
  mailed: 'It was also mailed.',
  notMailed: 'It was not mailed: hand it over yourself, by a way that only they read.',
  ends: (moment: string) => `It works until ${moment}.`,
  onlyHere: 'This address is only reached on this machine. Set PUBLIC_URL to the address others use, then make a link.',
  done: 'Done',

  // Links for members.
  linkTitle: {
    'sign-in': (name: string) => `Help ${name} to sign in`,
    reset: (name: string) => `A new password for ${name}`,
  },
  linkSays: {
    'sign-in': 'Makes a link that signs them in, once, within a day. Their password stays as it is.',
    reset: 'Makes a link by which they choose a new password, once, within a day. That ends all their sessions.',
  },
  linkSecondStep: 'They are still asked for the second step. Without the phone, turn that off first.',
  linkWarning: 'Make sure that it is them who ask: whoever has the link gets in.',

  // Two-step sign-in.
  offTitle: (name: string) => `Turn off two-step sign-in of ${name}?`,
  offSays: (name: string) =>
    `Do this when ${name} lost the phone. Until they turn it on again, the password or a link alone lets them in. Their recovery codes are worth nothing then.`,
  offYes: 'Turn it off',
  offBusy: 'It is being turned off.',
  off: (name: string) => `Two-step sign-in of ${name} is off`,

  // Changing.
  changeTitle: (name: string) => `Change ${name}`,
  ownRole: 'This is you: you may do less from the moment you save.',
  save: 'Save',
  saving: 'It is being saved.',
  nothingChanged: 'Nothing has been changed yet.',
  nameMissing: 'Give a name.',
  changed: (name: string) => `${name} is changed`,
  conflict: 'Somebody changed them meanwhile',
  conflictNow: (name: string, role: string) => `Now: ${name}, ${role}. What you chose is still here.`,
  saveMine: 'Save mine',

  // Letting go.
  removeTitle: (name: string) => `Let ${name} go?`,
  removeSays: (name: string) =>
    `${name} is signed out everywhere at once, and their links and keys of the API are worth nothing. Their name stays on what they did. To come back they must be invited again.`,
  removeSelf: 'This is you: you are signed out at once.',
  removeYes: 'Let go',
  removing: 'Their sessions are being ended.',
  removed: (name: string) => `${name} has left`,

  // Roles.
  roles: 'A role says what somebody may do',
  rolesList: 'What each role may do',
  right: 'May they …',
  yes: 'yes',
  no: 'no',
  rolesNote: 'How to choose',
  rolesNoteText:
    'Give the least that does the work: a role can be changed at any time, at once. Keep two owners, so that one can help the other.',
  rolesNoteKeys: 'Keys of the API',
  rolesNoteKeysText: 'A key may no more than whoever made it, and ends when they leave.',
  /** Of somebody else: one sentence each. */
  roleMay: {
    owner: 'May do everything: members, keys, settings, and deleting the workspace.',
    marketer: 'Reads every test; imports, edits, tags, comments, and makes links to share, and holds rituals.',
    analyst: 'As a marketer; also takes raw rows along, sees the SQL and sets the methods.',
    reader: 'Reads experiments and imports, comments, and writes notes of meetings.',
    partner: 'Sees their own follow-ups and account, and nothing else. For people of another house.',
  } satisfies Record<Role, string>,
  /** Null: nothing that anybody would look for in a table of rights. */
  rights: {
    public: null,
    'account:read': null,
    'account:write': 'Look after their own account',
    'workspace:read': 'See the settings',
    'workspace:write': 'Change the settings',
    'workspace:delete': 'Delete the workspace',
    'methods:write': 'Set the methods that answers begin with',
    'members:read': 'See who works here',
    'members:write': 'Invite people, change roles, let people go',
    'keys:read': 'See keys of the API',
    'keys:write': 'Make and revoke keys of the API',
    'experiments:read': 'Read experiments and their answers',
    'experiments:write': 'Edit titles, tags and notes',
    'experiments:sql': 'See the SQL behind an answer',
    'comments:write': 'Comment',
    'beliefs:read': 'See assumptions and how they turned out',
    'beliefs:answer': 'Say how sure they are of an assumption',
    'beliefs:write': 'Write assumptions down and say how they turned out',
    'imports:read': 'See imports',
    'imports:write': 'Import tests, judge them again, delete them',
    'imports:raw': 'Take the raw rows along',
    'learnings:read': 'Read what all tests together say',
    'learnings:write': 'Code variations, and have learnings computed anew',
    'shares:read': 'See links for people without an account',
    'shares:write': 'Make and revoke such links',
    'rituals:read': 'See rituals, meetings and decisions',
    'rituals:write': 'Make rituals and change their times',
    'meetings:notes': 'Write in the notes of meetings',
    'meetings:write': 'Hold meetings',
    'decisions:write': 'Record decisions and look at them again',
    'follow-ups:read': 'See follow-ups; partners their own',
    'follow-ups:end': 'End their own follow-ups',
    'follow-ups:write': 'Give follow-ups to others and change them',
    'plan:mine': 'See bets and hand-offs that name them',
    'plan:answer': 'Comment on bets and end their own hand-offs',
    'plan:read': 'Read the plan and what is computed of it',
    'plan:write': 'Change the plan, its bets and their numbers',
    'breakers:reset': 'Let a bet that a breaker stopped run again',
    'sources:read': 'See where events come from',
    'sources:write': 'Add and change sources and their write keys',
    'customers:read': 'See customers and what they did',
    'customers:write': 'Change profiles and record consent',
    'customers:export': 'Take data of customers out',
    'customers:erase': 'Erase a customer',
    'segments:read': 'See segments and personas',
    'segments:write': 'Make and change segments and personas',
    'audit:read': 'See who changed what',
    'webhooks:read': 'See webhooks',
    'webhooks:write': 'Add, change and delete webhooks',
    'metrics:read': 'Read the server’s own figures',
  } satisfies Record<Permission, string | null>,
};
