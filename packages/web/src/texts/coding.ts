import type { CodeFilter, PairAgreement } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

/** How much of what chance leaves open two people must agree on: Krippendorff's limits for relying on codes. */
const reliable = 0.8;
const tentative = 0.667;
/** Fewer variations in common tell little. */
const fewItems = 30;

const hundred = (share: number): string => numbers.fixed(share * 100, 0);

export const texts = {
  question: 'What do our variations say, and who read it?',
  answer: (coders: number, attributes: number) =>
    `${numbers.counted(coders, 'coder reads', 'coders read')} every text. `.concat(
      attributes === 0
        ? 'Nothing is coded by hand yet.'
        : `${numbers.counted(attributes, 'attribute is', 'attributes are')} coded by hand.`,
    ),
  basis:
    'Learnings compare variations by what is found here. A coder reads a text in the same way every time; people can judge what no coder can.',
  back: 'All learnings',
  reading: 'Reading the coders',
  notRead: 'The coders could not be read.',
  again: 'Try again',

  // Coders.
  coders: 'Coders',
  codersNote: [
    'What a coder is',
    'A rule that turns a text into a level, such as “question: present”. It knows words, not meaning: irony passes it by.',
    'Changes count at once',
    'Add, change or delete a coder of your own, and all learnings are computed anew with it.',
  ],
  add: 'Add a coder',
  heads: { name: 'Coder', counts: 'What counts', found: 'Found', does: 'What can be done' },
  yours: 'your own',
  found: (level: string, count: number, of: number) => `${level} ${numbers.count(count)} of ${numbers.count(of)}`,
  notCounted: 'not counted yet',
  edit: 'Change',
  editOf: (name: string) => `Change or try ${name}`,
  tryIt: 'Try',
  remove: 'Delete',
  removeOf: (name: string) => `Delete ${name}`,
  removeTitle: (name: string) => `Delete “${name}”?`,
  removeText: 'Its learnings go with it. The tests stay as they are, and the audit log keeps what it looked for.',
  removed: (name: string) => `“${name}” is deleted.`,
  removing: 'Deleting',

  // One coder.
  addTitle: 'A coder of your own',
  changeTitle: (name: string) => `Change “${name}”`,
  tryTitle: (name: string) => `Try “${name}”`,
  name: 'Name',
  nameHint: 'What it finds, such as “Sale words”.',
  nameMissing: 'Give it a name.',
  looksFor: 'It looks for',
  kinds: { words: 'One of these words or phrases', pattern: 'A pattern' },
  kindHints: {
    words: 'Found whole, whatever the case and accents.',
    pattern: 'A regular expression in RE2 syntax. (?i) at the beginning: whatever the case.',
  },
  words: 'Words or phrases, one on each line',
  wordsHint: 'For example: last chance',
  pattern: 'Pattern',
  patternHint: 'For example: (?i)free (shipping|delivery)',
  sentence: 'Try it on a sentence',
  sentenceHint: 'What it finds is marked.',
  level: (level: string) => `Level: ${level}`,
  cannot: 'It cannot be coded: there are no words, or it is in another language.',
  inWorkspace: (texts: number) =>
    texts === 0
      ? 'There are no texts in the workspace to try it on.'
      : `In ${numbers.counted(texts, 'text')} of your newest tests`,
  save: 'Save',
  saving: 'Saving',
  saved: (name: string) => `“${name}” is saved. Learnings are computed anew.`,
  close: 'Close',

  // Attributes.
  byHand: 'Coded by hand',
  byHandNote: [
    'Why two people',
    'When two people code the same variations without seeing each other’s codes, you learn whether the levels mean the same to both. If they do not, no learning of it can be believed.',
    'What learnings take',
    'The level on which all agree; else the majority. Where as many say one thing as another, the variation counts as unknown. Codes by hand stand beside those of coders and never replace them.',
  ],
  byHandNone: 'Nothing is coded by hand yet. Take something no coder can read, such as a tone or an offer.',
  startCoding: 'Code something by hand',
  code: 'Code',
  codeOf: (name: string) => `Code ${name}`,
  look: 'Look',
  attributeHeads: { name: 'Attribute', levels: 'Levels', by: 'Coded by', does: 'What can be done' },
  levelCount: (level: string, variations: number) => `${level} ${numbers.count(variations)}`,
  coderCount: (name: string, variations: number) => `${name} ${numbers.count(variations)}`,
  fromFiles: 'Given in the files',
  fromFilesNote: [
    'Columns of levels',
    'They were chosen in the form of an import. The files stay as they are; a merge says only how to read them.',
  ],
  merge: 'Levels',
  mergeOf: (name: string) => `Levels of ${name}`,
  suggestions: (count: number) => (count === 1 ? 'One may be a typo' : `${numbers.count(count)} may be typos`),
  newTitle: 'What do you want to code?',
  attributeName: 'Attribute',
  attributeHint: 'One question that each variation answers, such as “tone”.',
  attributeMissing: 'Name the attribute.',
  levels: 'Levels, one on each line',
  levelsHint: 'At least two that exclude each other, such as calm and urgent. Say in a word what counts.',
  levelsMissing: 'Give at least two levels.',
  begin: 'Begin',

  // Merging.
  mergeTitle: (name: string) => `Levels of “${name}”`,
  mergeText: {
    hand: 'Codes are changed, whoever gave them.',
    column: 'Files stay as they are. Learnings read one level for the other until you take them apart.',
  },
  because: {
    spelling: 'the same but for case, accents or spaces',
    plural: 'singular and plural',
    typo: 'perhaps a typo',
  },
  mergeOne: (level: string, into: string) => `Merge “${level}” into “${into}”`,
  mergeAny: 'Merge another one',
  mergeFrom: 'Level',
  mergeInto: 'Into',
  choose: 'Choose a level',
  doMerge: 'Merge',
  merging: 'Merging',
  mergedList: 'Merged',
  takeApart: 'Take apart',
  takeApartOf: (level: string) => `Take “${level}” out of it again`,
  mergedAs: (level: string, into: string) => `“${level}” is read as “${into}”`,
  noSuggestions: 'No two levels look like one.',

  // Coding by hand.
  editorQuestion: (name: string) => `Which “${name}” is each?`,
  editorAnswer: (mine: number, all: number) => `${numbers.count(mine)} of ${numbers.count(all)} `,
  editorFinding: 'coded by you.',
  editorBasis:
    'They come in an order that has nothing to do with how they did, and without results: whoever knows them sees what they hope to see.',
  toCoding: 'Coders and attributes',
  filters: {
    'not-mine': 'Not coded by me',
    uncoded: 'Coded by nobody',
    disputed: 'Disputed',
    all: 'All',
  } satisfies Record<CodeFilter, string>,
  filter: 'Which variations',
  searchLabel: 'Search texts and names',
  search: 'Search',
  clearSearch: 'Clear the search',
  keys: 'Keys: 1 to 9 choose a level and go on, 0 takes it away, ↑ and ↓ move.',
  showOthers: 'Show what others and coders say before I chose',
  newLevel: 'New level',
  addLevel: 'Add',
  variationOf: (variation: string, title: string) => `${variation} in ${title}`,
  others: (codes: string) => `Others: ${codes}`,
  coderSays: (codes: string) => `Coders: ${codes}`,
  noText: 'Nothing is kept of what it says. Its name is all there is.',
  next: 'Next page',
  first: 'Back to the first page',
  saveState: { saved: 'All is saved.', pending: 'Saving', failed: 'Not saved' },
  notSaved: 'The last codes are not saved.',
  noneLeft: 'Nothing is left here.',
  noneLeftText: 'Take another filter, or look at how far you agree.',
  mayNotCode: 'You may read codes, and not give any.',

  // Agreement.
  agreementNone: 'How far people agree cannot be told before two have coded the same variations',
  agreementFinding: (one: string, other: string, agreement: number) =>
    `${one} and ${other} agree on ${hundred(agreement)} of 100 variations`,
  agreementHeads: ['Who', 'Both coded', 'Agree on', 'By chance alone', 'Kappa', 'Interval'],
  agreementCaption: 'How far each two agree',
  agreementName: 'Agreement',
  pairNames: (one: string, other: string) => `${one} and ${other}`,
  kappaWords: ({ kappa, items, expected }: PairAgreement): string => {
    if (kappa === null) return 'Both used one level only, so there is nothing they could have told apart.';
    const chance = `Chance alone would make them agree on ${hundred(expected)} of 100. `;
    const verdict =
      kappa >= reliable
        ? 'Beyond that they agree well: their codes can be relied on.'
        : kappa >= tentative
          ? 'Beyond that they agree fairly: enough for a first look, not for a decision.'
          : 'Beyond that they agree too little: talk about what counts, and code anew.';
    return `${chance}${verdict}${items < fewItems ? ` They have only ${items} in common, which tells little yet.` : ''}`;
  },
  trap: ({ mostUsed, prevalenceAdjusted }: PairAgreement) =>
    `Mind the prevalence trap: ${hundred(mostUsed.share)} of 100 codes are “${mostUsed.level}”, so chance alone agrees on nearly all and kappa is low although they agree on most. As if all levels were equally frequent it would be ${numbers.fixed(prevalenceAdjusted, 2)}. Code more variations of the rare levels.`,
  disagreements: (count: number) => numbers.counted(count, 'variation is', 'variations are').concat(' disputed'),
  settled: (majority: number, ties: number) =>
    `Of those, learnings take the majority for ${numbers.count(majority)} and count ${numbers.count(ties)} as unknown.`,
  disagreementHeads: ['Variation', 'Text', 'Codes'],
};

/** Kappa far below what it would be with even levels, where nearly all codes are one. */
export const isTrapped = ({ kappa, prevalenceAdjusted, mostUsed }: PairAgreement): boolean =>
  kappa !== null && mostUsed.share >= 0.8 && prevalenceAdjusted - kappa >= 0.2;
