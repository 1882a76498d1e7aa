/** What the client of the API says itself; everything else is said by the server. */
export const texts = {
  unreachableTitle: 'No answer',
  unreachable:
    'Dandelion does not answer. Look whether it still runs on its machine, then try again. What you typed is kept.',
  oddTitle: 'An answer that is not understood',
  odd: (status: number) =>
    `Dandelion answered with status ${status} and without a reason. Try again; if it stays so, look at what the server printed.`,
  notAllowedTitle: 'You may not do that any more',
  unknownForm:
    'Dandelion answered in a form that this page does not know. Load the page again: it may be an older one.',
};
