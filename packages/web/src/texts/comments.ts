import { numbers } from '@dandelion-loop/wording';

/** What members say about an experiment. */
export const texts = {
  finding: (count: number) => (count === 0 ? 'What do you say to it?' : numbers.counted(count, 'comment')),
  reading: 'Reading the comments',
  failed: 'The comments could not be read.',
  tryAgain: 'Try again',
  none: 'Nobody has said anything yet.',
  earlier: (count: number) => `Show ${numbers.counted(count, 'earlier comment')}`,
  write: 'Write a comment',
  writeHint: 'Everybody in the workspace reads it. Plain text.',
  long: (left: number) => `${numbers.counted(left, 'character')} left.`,
  comment: 'Comment',
  sending: 'Sending',
  empty: 'Write something first.',
  key: 'key of the API',
  machine: 'on the machine',
  changed: 'changed',
  deletedBy: (name: string) => `Deleted by ${name}.`,
  changeOf: (day: string) => `Change your comment of ${day}`,
  delete: 'Delete',
  deleteOf: (name: string, day: string) => `Delete the comment of ${name}, ${day}`,
  yours: 'Your comment',
  save: 'Save',
  saving: 'Saving',
  cancel: 'Cancel',
  deleteTitle: 'Delete this comment?',
  deleteWhat: 'Its text goes; that it was there, who wrote it and who deleted it stays. The audit log keeps the text.',
  deleting: 'Deleting',
  conflict:
    'It was changed or deleted meanwhile, perhaps in another tab. It stands above as it is now. Yours is kept here, not saved.',
  saveMine: 'Save mine over it',
};
