/** Takes a transaction back, and carries what is to be told instead: of a dry run, or of what was refused with all its reasons. */
export class TakenBack<Answer> extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('taken back');
    this.answer = answer;
  }
}

/** Answers with what `work` answers, or with what it took itself back with. */
export async function orTakenBack<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TakenBack) return error.answer;
    throw error;
  }
}
