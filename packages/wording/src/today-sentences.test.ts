import { expect, test } from 'vitest';
import { aboutMinutes, countWord, todayHeadline } from './today-sentences.ts';

const item = (title: string, minutes: number, of: 'stopped' | 'promise' = 'promise') => ({
  ...{ title, minutes, class: of },
});
const said = (items: Parameters<typeof todayHeadline>[0]) => {
  const headline = todayHeadline(items);
  return headline && `${headline.before}[${headline.finding}]${headline.after}`;
};

test('counts and minutes in words', () => {
  expect([1, 6, 12, 13].map(countWord)).toEqual(['one', 'six', 'twelve', '13']);
  expect([1, 7, 8, 38, 57, 58, 74, 76, 120, 151].map(aboutMinutes)).toEqual([
    ...['five minutes', 'five minutes', 'ten minutes', 'forty minutes', 'fifty-five minutes', 'an hour', 'an hour'],
    ...['an hour and a half', 'two hours', 'two and a half hours'],
  ]);
});

test('the headline says how much there is, and what cannot wait', () => {
  const stop = item('“Storm” stopped itself at 06:12', 8, 'stopped');
  expect(said([])).toBeNull();
  expect(said([stop, item('Ask', 30)])).toBe(
    'Two things, about forty minutes. [One cannot wait:] “Storm” stopped itself at 06:12.',
  );
  expect(said([stop, stop, item('Ask', 2)])).toBe(
    'Three things, about twenty minutes. [Two cannot wait, first this:] “Storm” stopped itself at 06:12.',
  );
  expect(said([item('It is false.', 10), item('Ask', 2)])).toBe(
    'Two things, about ten minutes. [Begin here:] It is false.',
  );
  expect(said([stop])).toBe('One thing, about ten minutes. [It cannot wait:] “Storm” stopped itself at 06:12.');
  expect(said([item('Ask', 2)])).toBe('One thing, about five minutes. [It can be done now:] Ask.');
});
