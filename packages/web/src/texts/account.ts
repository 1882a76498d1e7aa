import type { AnnouncementType } from '@dandelion-loop/contract';

/** The page of one's own account. */
export const texts = {
  context: 'Your account',
  question: 'Who are you here?',
  answer: (name: string, role: string) => `You are ${name}, ${role}, `,
  finding: (password: boolean, secondStep: boolean) =>
    password
      ? secondStep
        ? 'and sign in with a password and a code.'
        : 'and sign in with a password.'
      : secondStep
        ? 'and sign in by links and a code.'
        : 'and sign in by links.',
  basis: (day: string) =>
    `You joined on ${day}. Your name and role can also be changed by an owner, the rest only by you.`,
  reading: 'Reading your account',
  notRead: 'Your account could not be read.',
  again: 'Try again',

  you: 'This is how the others see you',
  name: 'Name',
  nameHint: 'Stands beside what you do here.',
  email: 'E-mail address',
  emailHint: 'To sign in with, and where links and messages go.',
  emailKept: 'You sign in with this address and your password: change it, but keep one.',
  badEmail: 'This is not a whole e-mail address.',
  noName: 'Type your name.',
  present: 'Your present password',
  presentHint: 'Links to sign in go to the new address, so it must be you who changes it.',
  noPresent: 'Type your present password.',
  told: 'What should be mailed to you?',
  toldLegend: 'Tell me when',
  types: {
    'verdict.reached': 'a test is judged, for the first time or again',
    'import.failed': 'an import could not be judged',
    'member.joined': 'somebody has joined the workspace',
    'contradiction.found': 'a contradiction was found',
    'meeting.ended': 'a meeting of any ritual ended',
    'breaker.tripped': 'a breaker stopped a bet',
    'constraint.fired': 'what was expected to get in the way does',
    'follow-up.overdue': 'a follow-up of anybody is over its day; one’s own are always mailed',
  } satisfies Record<AnnouncementType, string>,
  noMail: 'This server sends no mail. Who runs it can set it up: the guide tells how.',
  noAddress: 'Without an e-mail address nothing can be mailed to you. Give one above first.',
  save: 'Save',
  saving: 'It is being saved.',
  nothingChanged: 'Nothing has been changed yet.',
  saved: 'Your account is saved',
  conflict: 'Your account was changed in another place meanwhile',
  conflictText: 'Look at the newest, then change it again.',
  takeNewest: 'Show the newest',
  notSaved: 'It was not saved',

  password: (has: boolean) => (has ? 'You have a password' : 'You have no password'),
  passwordText: 'With a password you sign in without waiting for a link.',
  passwordNeedsEmail: 'A password needs an e-mail address to sign in with. Save one above first.',
  newPassword: 'New password',
  newPasswordHint: 'At least 10 characters. Several words that have nothing to do with each other are easy to keep.',
  savePassword: (has: boolean) => (has ? 'Change the password' : 'Set the password'),
  passwordEnds: 'You are then signed out everywhere else.',
  passwordSaved: 'The password is saved',
  passwordSavedText: 'You are signed out everywhere else.',

  twoStepOff: 'Signing in takes one step',
  twoStepOffText:
    'With a second step a stolen password or link is not enough: a code from an authenticator on your phone is asked for as well.',
  turnOn: 'Turn on two-step sign-in',
  twoStepOn: 'Signing in takes two steps',
  twoStepOnText: (day: string) => `A code of your authenticator is asked for since ${day}.`,
  codesLeft: (count: number) =>
    count === 0
      ? 'No recovery code is left. Make new ones before you lose your phone.'
      : count === 1
        ? '1 recovery code is left.'
        : `${count} recovery codes are left.`,
  renew: 'Make new recovery codes',
  renewText: 'Ten new codes take the place of the old ones, which are worth nothing then.',
  turnOff: 'Turn it off',
  turnOffTitle: 'Turn off two-step sign-in',
  turnOffText: 'From then on a password or a link alone signs you in. The recovery codes go as well.',
  turnedOff: 'Two-step sign-in is off',
  setUp: 'Set up two-step sign-in',
  settingUp: 'A secret is being made.',
  scan: 'Read this picture with an authenticator on your phone, such as Aegis, 2FAS, or your password manager.',
  picture: 'Picture of the secret, for an authenticator',
  typeSecret: 'Or type this secret there:',
  thenCode: 'Then type the code that it shows.',
  checking: 'The code is being looked at.',
  goOn: 'Turn on',
  keepTitle: 'Keep these ten codes',
  keepText: 'When you lose your phone, each of them signs you in once. They are not shown again.',
  codes: 'Recovery codes',
  download: 'Download',
  print: 'Print',
  kept: 'I have kept them',
  file: (email: string, codes: readonly string[]) =>
    `Recovery codes of Dandelion${email === '' ? '' : ` for ${email}`}\nEach signs in once in place of a code of the authenticator.\n\n${codes.join('\n')}\n`,

  sessions: (count: number) => (count === 1 ? 'You are signed in here only' : `${count} browsers are signed in as you`),
  sessionsUnknown: 'Where are you signed in?',
  sessionsNote: 'Is there one that you do not know?',
  sessionsNoteText: 'End it, then change your password.',
  sessionsNotRead: 'Where you are signed in could not be read.',
  current: 'this browser',
  session: (since: string, seen: string) => `Since ${since}, last seen ${seen}`,
  sessionHere: (since: string) => `Since ${since}`,
  end: 'End',
  endOf: (browser: string, since: string) => `End ${browser}, since ${since}`,
  endOthers: 'End all others',
  ended: (browser: string) => `${browser} is signed out`,
  othersEnded: 'You are signed out everywhere else',

  role: (role: string) => `You are ${role}`,
  roleText: 'An owner of the workspace can give you another role.',
};
