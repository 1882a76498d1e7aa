/** The words that the parts of the interface say themselves, on every page alike. */
export const texts = {
  cancel: 'Cancel',
  close: 'Close',
  optional: 'optional',
  typeToConfirm: (word: string) => `Type “${word}” to confirm`,
  confirmHint: 'Type what is asked for above first.',
  remove: (what: string) => `Remove ${what}`,
  notices: 'Notices',
  dismiss: 'Dismiss',
  reading: 'Reading',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'It was not copied. Select it and copy it by hand.',
  show: 'Show',
  hide: 'Hide',
  showPassword: 'Show the password',
};
