/** When a page cannot be shown. */
export const texts = {
  notFoundQuestion: 'What is at this address?',
  notFound: 'Nothing. It may have been deleted, or the address is not whole.',
  toBeginning: 'Go to the beginning',
  problem: 'Problem',
  bugTitle: 'This page broke',
  bug: 'Something in it does not work. Nothing that was stored is lost.',
  tryAgain: 'Try again',
  notForYouQuestion: 'May you do this here?',
  notForYou: 'Not in the role that you have.',
  notForYouWhy: 'An owner of the workspace can give you another one.',
  toAccount: 'What your role may',
};
