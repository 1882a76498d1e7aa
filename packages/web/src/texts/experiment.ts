import { numbers } from '@dandelion-loop/wording';

/** The words around one experiment: its page, its notes, its history, its picture. What an answer says is not here. */
export const texts = {
  dandelion: 'Dandelion',
  experiments: 'Experiments',
  reading: 'Reading the answer',
  breadcrumb: 'Where this is',
  siblings: (others: number) => `One of ${numbers.counted(others + 1, 'test')} of this import`,

  // Loading and not finding it.
  missing: 'What is at this address?',
  missingAnswer: 'No experiment. It may have been deleted, or the address is not whole.',
  missingAnalysis: 'No such earlier answer of this experiment. It may have gone with a change of the import.',
  toExperiments: 'Go to the experiments',
  toCurrent: 'Show the current answer',
  failedQuestion: 'What does this test say?',
  failed: 'The answer could not be read.',
  tryAgain: 'Try again',

  // Actions.
  howDoWeKnow: 'How do we know?',
  judgeAgain: 'Judge again',
  judgeAgainHint: 'Judge this test again with other choices',
  export: 'Export',
  exportTable: 'Table',
  exportEverything: 'Everything',
  exportPicture: 'Picture',
  changeTitle: 'Change the title',
  title: 'Title',
  titleHint: 'A question that this test was to answer reads best.',
  titleEmpty: 'Give it a title.',
  save: 'Save',
  saving: 'Saving',

  // An earlier answer.
  earlierTitle: (number: string, day: string) => `This is answer ${number}, of ${day}. It has been judged again since.`,
  earlier: 'It can be read and exported, not changed.',

  // Health.
  checks: 'The checks',
  splitQuestion: 'Was an uneven split planned?',
  splitAnswer: 'An equal split was taken for granted, because nobody said otherwise.',
  saySo: 'Say so',
  readingIsOff: 'What to do',
  invalidSteps: [
    'Find out what put people into the groups unevenly or counted them differently: a redirect that loses people, a filter on one group, bots, a restart in the middle.',
    'If a choice of the import is wrong (planned split, unit, filter), correct it and judge again.',
    'If the cause lies in the test itself, run the test again. These numbers cannot be saved.',
  ],

  // Results.
  measure: 'What is drawn',
  differences: 'Differences',
  lifts: 'Lifts',
  against: (name: string) => `against ${name}`,
  lowerIsBetter: 'lower is better',
  plotName: (metric: string) => `Comparisons on ${metric}`,
  nothingToCompare: 'Nothing to compare. A comparison needs two variations with data.',
  noMetric: 'No metric could be read.',
  moreVariations: (counted: string) => `And ${counted}, further from being settled.`,
  seeTable: 'See the table.',
  moreInExport: (counted: string) => `And ${counted}. The exported table has all.`,
  inSentences: 'In sentences',

  // Segments.
  segmentsSpoiled: 'A failed health check spoils every group alike.',
  segmentsName: 'The metric that decides, in each group',
  by: 'by',
  smallerGroups: (count: number) => `Show ${numbers.counted(count, 'smaller group')}`,
  fewerGroups: 'Show fewer groups',
  otherMetrics: 'Do groups differ on the other metrics?',
  otherHeads: ['Metric', 'Variation', 'By', 'Answer'],

  // Table.
  tableFinding: 'Every number, in one table',
  tableCaption: 'All results: each variation with its value, and how it compares.',
  variation: 'Variation',
  verdict: 'Verdict',
  comparedWith: 'compared with',

  // What to do next.
  planTitle: 'What would settle it?',
  plan: 'Plan a test that is large enough, before you run the next one.',
  planAction: 'Plan a test',

  // Method.
  method: 'Method',
  assumes: 'It assumes',
  granted: 'What was taken for granted here',
  madeBy: (number: string, version: string, day: string) => `Answer ${number}, by method ${version}, on ${day}.`,
  commandTitle: 'The command',
  commandText: 'Gives the same answer where the file is.',
  commandOfMany: (name: string) =>
    `Gives the answers of all tests of the file, where the file is; this one is “${name}” among its tests.`,
  commandOfCounts: 'Gives the same answer.',
  sqlTitle: 'The question asked of the data',
  sqlShow: 'Show the SQL that was run',
  sqlReading: 'Reading the SQL',
  sqlNone: 'Nothing was asked of a database: the counts were typed.',
  sqlBound: 'Values are bound and named, not shown: they can hold data of people.',
  sqlStatement: (number: string, time: string) => `Statement ${number}, ${time} ms`,

  // Notes and tags.
  notesFinding: 'What we make of it',
  tags: 'Tags',
  noTags: 'No tags',
  addTag: 'Add a tag',
  tagTooLong: 'At most 60 characters.',
  tagTooMany: 'At most 20 tags.',
  tagThere: 'That tag is there already.',
  add: 'Add',
  note: 'Note',
  noteHint: 'What was tried, why, what to do next. Everybody in the workspace reads it.',
  noNote: 'No note.',
  noteSaved: 'Saved.',
  noteUnsaved: 'Not saved yet. It is kept in this tab until you save it.',
  noteSaving: 'Saving',
  nothingToSave: 'Nothing to save.',
  noteConflictTitle: 'Somebody else changed this note meanwhile.',
  noteTheirs: 'Theirs',
  noteTheirsEmpty: 'They emptied it.',
  noteKept: 'Yours is kept below, not saved.',
  noteUnsentTitle: 'What you typed was not saved.',
  noteUnsent:
    'You have another role now, and may not change notes. Take your text along if you need it: it is kept in this tab only.',
  keepMine: 'Save mine over it',
  takeTheirs: 'Take theirs',
  titleChanged: (title: string) =>
    `Somebody else changed it meanwhile, to “${title}”. Save again to put yours in its place.`,

  // History.
  historyFinding: (count: number) => `Judged ${numbers.count(count)} times`,
  historyCaption: 'All answers of this experiment, newest first',
  historyHeads: ['Answer', 'Judged on', 'Verdict', 'Method'],
  answerNumber: (number: string) => `Answer ${number}`,
  current: 'current',
  historyNote: 'Why answers are kept',
  historyWhy:
    'A test that is judged until it pleases says nothing. All answers stay, so that everybody can see what was tried.',

  // Picture.
  picture: 'A picture to pass on',
  pictureChart: 'Chart',
  pictureDescription: (question: string, answer: string) => `${question} ${answer}`,
  drawing: 'Drawing',
  png: 'Download PNG',
  svg: 'Download SVG',
  copyPicture: 'Copy picture',
  pictureCopied: 'Copied. Paste it into a mail or a slide.',
  pictureNotCopied: 'The browser did not allow copying. Download the PNG instead.',
  pictureFailed: 'The picture could not be made in this browser. Export the table instead.',
  downloaded: 'It is among the downloads of your browser.',
};
