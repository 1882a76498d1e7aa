import type { ArrivalDetail, Fates, SourceListItem } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { answerOfAll, answerOfOne, notKept, preferencesText, rateText, readPreferences } from './source-words.ts';

const none: Fates = { kept: 0, withheld: 0, dropped: 0, rejected: 0, repeated: 0, machine: 0, suppressed: 0 };
const arrived = (perMinute: number, day: Partial<Fates> = {}): ArrivalDetail => ({
  ...{ perMinute, lastEventAt: '2026-11-22T11:00:00.000Z', day: { ...none, ...day } },
  ...{ month: none, hour: [] },
});
const item = (arrivals: ArrivalDetail | null) => ({ arrivals }) as SourceListItem;
const said = ({ text, finding }: { text: string; finding: string }) => text + finding;
const formats = { day: () => '22 Nov', moment: () => '22 Nov, 12:00' };

test('of all sources', () => {
  expect(said(answerOfAll([item(arrived(1.5, { kept: 3 })), item(arrived(2, { dropped: 1 })), item(arrived(0))]))).toBe(
    '2 sources send events, 3.5 a minute just now.',
  );
  expect(said(answerOfAll([item(arrived(0))]))).toBe('No source has sent anything in the last 24 hours.');
  expect(said(answerOfAll([item(arrived(1)), item(null)]))).toMatch(/does not answer/);
});

test('of one', () => {
  const lasting = { endedAt: null };
  expect(said(answerOfOne(lasting, arrived(1250.4), formats))).toBe('Events arrive, 1,250 a minute just now.');
  expect(said(answerOfOne(lasting, arrived(0), formats))).toMatch(/the last event came on 22 Nov, 12:00\.$/);
  expect(said(answerOfOne(lasting, { ...arrived(0), lastEventAt: null }, formats))).toMatch(/^Nothing arrived/);
  expect(said(answerOfOne({ endedAt: 'x' }, arrived(3), formats))).toMatch(/^This source ended on 22 Nov/);
  expect(
    notKept(arrived(1, { kept: 1, withheld: 2, dropped: 4, rejected: 8, repeated: 16, machine: 32, suppressed: 64 })),
  ).toBe(78);
  expect([0, 0.4, 12, 12.54, 99.96, 1234.5].map(rateText)).toEqual(['0', '0.4', '12', '12.5', '100.0', '1,235']);
});

test('categories are read as they are written, and a wrong word is named', () => {
  const preferences = { Analytics: ['collect', 'learn'], 'Ads: all': ['contact:email'] } as const;
  const text = preferencesText(preferences as never);
  expect(text).toBe('Analytics: collect, learn\nAds: all: contact:email');
  expect(readPreferences(`\n ${text}\n\n`)).toEqual({ preferences });
  expect(readPreferences('')).toEqual({ preferences: {} });
  expect(readPreferences('Analytics')).toEqual({ problem: expect.stringContaining('“Analytics” cannot be read') });
  expect(readPreferences('A: tracking')).toEqual({ problem: expect.stringContaining('“tracking” is no purpose') });
});
