import type { Analysis, Import } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';

/** The words of bringing in finished tests: the file on its way, an import and its history, the list, what runs. */

const tests = (count: number): string => numbers.counted(count, 'test');

export const texts = {
  imports: 'Imports',

  // The file.
  newQuestion: 'What did your last test really say?',
  newAnswer: 'Drop its file here and know in a minute,',
  newFinding: 'and whether to believe it.',
  drop: {
    title: 'Drop the file of a finished test',
    text: 'One row per person, or one row per variation with how many saw it and how many acted. We guess the columns, you confirm them.',
    choose: 'Choose a file',
    kinds: (limit: string) =>
      `CSV, TSV, Excel’s semicolons, JSON lines, Parquet; packed with gzip or zstd is fine. Up to ${limit}. It stays on the machine that runs Dandelion.`,
    now: 'Let go to take this file',
    label: 'The file of a finished test',
  },
  orNumbers: 'Or type four numbers',
  orNumbersText: 'How many were tried and how many succeeded, with and without the change.',
  orNumbersAction: 'Type four numbers',
  orSample: 'Or look at real tests first',
  orSampleText:
    '4,873 headline tests with 22,666 variations, from the Upworthy Research Archive (CC BY 4.0). Takes about 20 seconds, can be removed again.',
  orSampleAction: 'Load the sample',
  sampleBusy: 'It is being loaded.',

  // On its way.
  sending: (name: string) => `Sending ${name}`,
  sent: (part: string, percent: string) => `${part}, ${percent}`,
  left: (time: string) => `${time} left`,
  stalled: 'Nothing has moved for a while. Wait, or stop and send it again.',
  looking: (name: string) => `Looking at ${name}`,
  lookingDetail: 'It is stored. Its first rows are being read.',
  stop: 'Stop sending',
  lost: 'The connection was lost. Nothing was stored; the file is still chosen.',
  notSent: (name: string) => `${name} could not be sent.`,
  notRead: (name: string) => `${name} cannot be taken.`,
  again: 'Try again',
  otherFile: 'Take another file',
  tooLarge: (size: string, limit: string) =>
    `It has ${size}, and this server takes files up to ${limit}. Pack it with gzip, leave out columns, or let whoever runs Dandelion raise the limit.`,
  noBytes: 'It is empty: there is not a single byte in it. Export it again from the tool it comes from.',
  folder: 'That is a folder. Drop one file out of it.',
  several: 'Those are several files. Drop one at a time; each becomes its own import.',
  leaveTitle: 'Stop sending the file?',
  leave: (name: string) => `${name} is still on its way. If you leave this page, it stops and nothing is stored.`,
  leaveYes: 'Stop and leave',
  leaveNo: 'Stay here',
  notShown: 'What is known of the file could not be read.',
  gone: 'This file is not there any more.',
  goneText: 'It was deleted, or its time was over. Send it again.',

  // One import.
  importQuestion: 'What did this import bring?',
  listAll: 'See all imports',
  importGone: 'This import is not there any more.',
  importGoneText: 'It was deleted, or the address is not whole.',
  importNotRead: 'The import could not be read.',
  lostTouch: 'What is shown may be old.',
  question: (name: string) => `What did “${name}” bring?`,
  state: {
    queued: 'Waiting to be judged',
    running: 'Being judged',
    done: 'Judged',
    failed: 'Could not be judged',
    cancelled: 'Stopped',
  } satisfies Record<Analysis['state'], string>,
  source: { file: 'from a file', sample: 'the sample', counts: 'from typed counts' } satisfies Record<
    Import['source'],
    string
  >,
  running: (name: string) => `Judging ${name}`,
  waiting: 'Waiting for its turn',
  progress: (all: string, stage: string) => `${all}. ${stage}.`,
  elapsed: (time: string) => `${time} so far`,
  cancel: 'Cancel',
  cancelling: 'Stopping',
  cancelled: 'It was stopped. Nothing of it remains.',
  failed: 'It could not be judged.',
  keptFile: 'The file is kept, so nothing needs to be sent again.',
  oldAnswers: 'The answers of the earlier analysis stay.',
  change: 'Change the choices',
  /** And what it brought, to be underlined. */
  done: (count: number): [string, string] => ['It brought', count === 0 ? 'no test.' : `${tests(count)}.`],
  openOne: 'Look at the result',
  openMany: (count: number) => `Look at ${tests(count)}`,
  basis: (source: string, day: string) => `Imported ${source} on ${day}.`,
  judgeAgain: 'Judge again',
  rename: 'Rename',
  deleteImport: 'Delete',
  history: (count: number) => (count === 1 ? 'One analysis' : `${numbers.count(count)} analyses, the newest first`),
  analysis: (number: number) => `Analysis ${number}`,
  current: 'its answers are shown',
  took: (time: string) => `took ${time}`,
  method: (version: string) => `method ${version}`,

  // Its rows.
  rows: 'The rows behind the answer',
  rowsText: 'The columns that were read, in the order of the file. In place of ids of units there are hashes.',
  rowsNote: 'Who downloads them',
  rowsNoteText: 'Analysts and owners. The log of what happened says who did and when.',
  rowsAs: (format: string) => `Download as ${format}`,

  // Its file.
  file: 'The file',
  fileKept: (name: string, size: string) => `${name}, ${size}, is kept until you delete it.`,
  fileUntil: (name: string, size: string, day: string) => `${name}, ${size}, will be deleted on ${day}.`,
  fileDeleted: (name: string, day: string) => `${name} was deleted on ${day}. The answers stay.`,
  fileAway: 'The file was deleted. The answers stay.',
  fileNote: 'Why it is deleted',
  fileNoteText:
    'It may hold data of people. For an answer it is not needed any more; only to judge again by other columns. Settings say how long files are kept.',
  deleteFile: 'Delete the file now',
  deleteFileYes: 'Delete the file',
  fileIsRead: 'It is being read. Wait, or stop that first.',
  deleteFileTitle: 'Delete the file now?',
  deleteFileText: (name: string) =>
    `${name} is taken off the disk for good. The answers stay; judging again is then limited to the columns that were read before.`,
  deleteFileUnjudged: (name: string) =>
    `${name} is taken off the disk for good. It has not been judged yet, and then it cannot be.`,
  fileIsGone: 'The file is deleted.',

  // Its name.
  newName: 'New name',
  save: 'Save the name',
  saving: 'Saving',
  nameMissing: 'Give it a name.',
  renamed: 'Renamed.',
  conflictTitle: 'Changed meanwhile',
  conflict: (newest: string) =>
    `Somebody else, or another tab, has changed this import meanwhile. It is called “${newest}” now. What you typed is still here.`,
  takeNewest: 'Take the newest',
  saveMine: 'Save mine',
  choicesKept: 'Your choices are still here.',
  judgeNewest: 'Judge it on top of that',

  // Taking it away.
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deletes: (count: number, file: boolean) =>
    `${count === 0 ? 'Its answers' : `${tests(count)} with ${count === 1 ? 'its' : 'their'} answers, notes and tags`}${file ? ', and the stored file' : ''} will be gone for good.`,
  deleteWord: 'delete',
  deleteYes: 'Delete the import',
  deleting: 'Deleting',
  deleted: (name: string) => `“${name}” is deleted.`,

  // Judging again.
  editQuestion: (name: string) => `How is “${name}” to be judged?`,
  editAnswer: 'As before, until you change something. The old answers stay in the history.',
  editBasis: 'These are the choices of the last analysis.',
  fileGoneTitle: 'The file is deleted.',
  fileGoneText: 'Only columns that were read before can be chosen.',
  back: 'Back to the import',

  // The list.
  listQuestion: 'What have we imported?',
  listAnswer: (imports: number, count: number) => `${numbers.counted(imports, 'import')}, ${tests(count)}.`,
  listNotRead: 'The imports could not be read.',
  listNone: 'Nothing yet.',
  listNoneReader: 'When somebody who may import brings in a finished test, it is listed here.',
  listNoneText: 'Finished tests come in as files, as typed counts, or as the sample. Each import keeps its history.',
  newImport: 'Import a finished test',
  caption: 'Imports, newest first',
  columns: { name: 'Import', state: 'State', tests: 'Tests', file: 'File', day: 'Imported' },
  noFile: '–',
  fileThere: 'kept',
  fileNot: 'deleted',

  // What was chosen, in words.
  chosen: {
    variation: (column: string) => `By ${column}, each against the others together.`,
    against: (column: string, control: string) => `By ${column}, against ${control}.`,
    decides: (metric: string) => `Decides: ${metric}.`,
    also: (metrics: string) => `Also: ${metrics}.`,
    outOf: (column: string) => ` out of ${column}`,
    lower: 'lower is better',
    lowerCounts: 'Lower is better.',
    anyDifference: 'any difference is worth having',
    worthHaving: (size: string) => `worth having from ${size}`,
    percent: (value: string) => `${value}% of the control`,
    points: (value: string) => `${value} points`,
    covariate: (column: string) => `with ${column} from before`,
    split: (weights: string) => `Planned split: ${weights}.`,
    unit: (column: string) => `Unit: ${column}.`,
    test: (column: string) => `One test for each ${column}.`,
    period: (column: string) => `${column} says when it ran.`,
    segments: (columns: string) => `Segments: ${columns}.`,
    search: (columns: string) => `Searched for whom it works: ${columns}.`,
    attributes: (columns: string) => `Levels of the variations: ${columns}.`,
    texts: (columns: string) => `Texts of the variations: ${columns}.`,
    held: (columns: string) => `Equal where texts are compared: ${columns}.`,
    where: (condition: string) => `Only rows where ${condition}`,
    counted: (name: string, succeeded: string, tried: string) => `${name}: ${succeeded} of ${tried}`,
    sentence: (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
    fixed: (level: string) => `Looked at once; ${level} intervals.`,
    sequential: (level: string, units: string) =>
      `Looked at before the end; ${level} intervals, planned for ${units} units.`,
    bayesian: (level: string) => `Looked at once; Bayesian, ${level} intervals.`,
  },
};
