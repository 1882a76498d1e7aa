import type { Experiment } from '@dandelion-loop/contract';
import { email } from '@dandelion-loop/wording/fixtures';
import { describe, expect, it } from 'vitest';
import { questionFor, questionText } from './experiment-question.ts';

const experiment = (more: Partial<Experiment>): Experiment =>
  ({ title: 'mails.csv', name: null, importName: 'mails.csv', answer: email, ...more }) as Experiment;
const asked = 'Did a variation do better than No E-Mail on visit?';

describe('the question of a page', () => {
  it('is asked by the answer while nobody gave a title', () => {
    expect(questionFor(experiment({}))).toEqual({ title: null, asked });
    expect(questionText(experiment({}))).toBe(asked);
  });

  it('is the title where that asks', () => {
    expect(questionText(experiment({ title: 'Did it bring them back? ' }))).toBe('Did it bring them back?');
    expect(questionText(experiment({ title: '効きましたか？' }))).toBe('効きましたか？');
  });

  it('follows a title that does not ask', () => {
    expect(questionText(experiment({ title: 'Spring mailing' }))).toBe(`Spring mailing. ${asked}`);
    expect(questionText(experiment({ title: 'It works!' }))).toBe(`It works! ${asked}`);
  });

  it('follows the name that a test has in a file of many, even if the file is called the same', () => {
    const one = experiment({ title: 'mails.csv', name: 'mails.csv' });
    expect(questionFor(one)).toEqual({ title: 'mails.csv', asked });
  });
});
