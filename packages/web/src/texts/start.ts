/** The first page of an empty workspace. */
export const texts = {
  context: 'First start',
  question: 'What did your last test really say?',
  answer: 'Drop its file here and know in a minute,',
  finding: 'and whether to believe it.',
  numbers: 'Or type four numbers',
  numbersText: 'The verdict appears below them at once.',
  sample: 'Or look at real tests first',
  sampleText:
    '4,873 headline tests with 22,666 variations and 81 million views, from the Upworthy Research Archive (CC BY 4.0). Takes about 20 seconds, can be removed again.',
  loadSample: 'Load the sample',
  loading: 'It is being loaded.',
  soon: 'What Dandelion will answer here',
  soonVerdict: 'What is the verdict?',
  soonVerdictText: 'With its interval, its checks, and “cannot tell yet” where that is so.',
  soonTests: 'What have we tested so far?',
  soonTestsText: 'All tests together: what won, what lost, and how much is not settled.',
  soonSize: 'How large must the next one be?',
  soonSizeText: 'People and days, before you send the first mail.',
};
