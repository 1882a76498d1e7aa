/** The words that the parts of the interface say themselves, on every page alike. */
export const texts = {
  cancel: 'Cancel',
  close: 'Close',
  optional: 'optional',
  typeToConfirm: (word: string) => `Type “${word}” to confirm`,
  confirmHint: 'Type the word above first.',
  remove: (what: string) => `Remove ${what}`,
  notices: 'Notices',
  dismiss: 'Dismiss',
  reading: 'Reading',
  tryAgain: 'Try again',
  failed: 'That did not work',
  show: 'Show',
  hide: 'Hide',
};
