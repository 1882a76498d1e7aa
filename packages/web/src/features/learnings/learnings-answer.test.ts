import type { Learning } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { attributesOf } from './learning-names.ts';
import { learningsAnswer, learningsBasis, learningsFinding, type Shown } from './learnings-answer.ts';
import { answer, library } from './test-learnings.ts';

const shown = (learnings: readonly Learning[], column?: string): Shown => ({
  ...{ metric: 'click rate', learnings, column, attributes: attributesOf(library) },
});
const plain = (saying: readonly { text: string }[]): string => saying.map(({ text }) => text).join('');
const find = (...ids: string[]): Learning[] => answer.learnings.filter(({ id }) => ids.includes(id));

test('one thing, several things, of a column or of all', () => {
  expect(plain(learningsAnswer(shown(find('question'), 'headline')))).toBe(
    'We know one thing about “headline”. “Question” lowers click rate by 11%.',
  );
  expect(plain(learningsAnswer(shown(find('question', 'superlative'))))).toBe(
    'We know two things about what moves click rate. “Question” lowers click rate by 11%, “Superlative” raises click rate by 6.1%.',
  );
});

test('where nothing is known it says so, and what makes no difference', () => {
  expect(plain(learningsAnswer(shown(find('negation', 'urgency', 'emoji'))))).toBe(
    'Nothing is known yet to move click rate. One thing makes no difference worth having. Two are not settled.',
  );
});

test('what to do more of goes by what is to the good', () => {
  const bounces = find('question', 'superlative').map((one) => ({ ...one, favorable: !one.favorable }));
  expect(learningsFinding(shown(find('question', 'superlative')))).toBe(
    'Do more of: “Superlative”. Do less of: “Question”.',
  );
  expect(learningsFinding(shown(bounces))).toBe('Do more of: “Question”. Do less of: “Superlative”.');
});

test('the basis claims no share of false ones where nothing is claimed', () => {
  const basis = plain(learningsBasis(shown(find('urgency')), library, null));
  expect(basis).not.toContain('1 in 20');
  expect(basis).toContain('From 3,789 tests that can be believed.');
});

test('a library from which nothing was left out does not speak of that', () => {
  const tests = { all: 40, believed: 40, invalid: 0, suspect: 0 };
  const basis = plain(learningsBasis(shown(find('question')), { ...library, answer: { ...answer, tests } }, null));
  expect(basis).not.toContain('left out');
});
