/**
 * Every word of the banner by its name; a purpose has its own name, and its reason `<purpose>-why`. For another language give all of them, and
 * `lang`, by `texts` or as attributes `data-text-<name>` of the script.
 */
export const plainTexts: Readonly<Record<string, string>> = {
  lang: 'en',
  title: 'May we note what you do here?',
  intro:
    'It shows us which of our pages help people. We keep nothing before you say yes, and you can change your mind at any time.',
  signal: 'Your browser asks us not to, by Global Privacy Control. What you choose here counts instead.',
  policy: 'How we handle what we know',
  ...{ yes: 'Yes', no: 'No', choose: 'Choose', save: 'Save my choice', back: 'Back', close: 'Close' },
  collect: 'Note what I do here',
  'collect-why': 'Pages, what you do on them and when, and where you came from.',
  profile: 'Put it together',
  'profile-why': 'What you do on different days and devices is seen as a whole.',
  personalise: 'Choose what I see by it',
  'personalise-why': 'Pages and offers may differ by what we know of you.',
  learn: 'Learn from it',
  'learn-why': 'What you do counts in our tests and reports, among that of many others.',
  'contact:email': 'Send me mail',
  'contact:email-why': 'Only if we have your address. Every mail lets you stop it.',
};
