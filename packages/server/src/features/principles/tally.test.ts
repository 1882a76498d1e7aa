import { expect, test } from 'vitest';
import { enough, tallyOf, tallyVerdict } from './tally.ts';

test('only what was said before the verdict counts, and a bet that runs is not decided', () => {
  const said = [
    { stand: 'follows', status: 'succeeded', afterwards: false },
    { stand: 'follows', status: 'stopped', afterwards: false },
    { stand: 'follows', status: 'running', afterwards: false },
    { stand: 'follows', status: 'succeeded', afterwards: true },
    { stand: 'breaks', status: 'failed', afterwards: false },
  ] as const;
  const [follows, breaks] = [tallyOf('follows', said), tallyOf('breaks', said)];
  expect([follows, breaks]).toEqual([
    { bets: 3, decided: 2, succeeded: 1 },
    { bets: 1, decided: 1, succeeded: 0 },
  ]);
  expect(tallyVerdict(follows, breaks)).toBe(
    'Too few to say: 1 of 2 bets that followed it succeeded, 0 of 1 bet that broke it succeeded. About 10 on each side are needed.',
  );
});

// Limits by Newcombe's formula computed in Python: 0.1640 to 0.7543, −0.2763 to 0.3981, −0.8482 to −0.3097.
test('with nothing decided, and with enough on both sides', () => {
  const of = (decided: number, succeeded: number) => ({ bets: decided, decided, succeeded });
  expect(tallyVerdict(of(0, 0), of(0, 0))).toMatch(/^No bet/);
  expect(tallyVerdict(of(enough, 9), of(enough - 1, 0))).toMatch(/^Too few/);
  expect(tallyVerdict(of(14, 10), of(12, 2))).toMatch(
    /^More of those that followed it succeeded, between 16 and 75 in 100: .* no proof\.$/,
  );
  expect(tallyVerdict(of(14, 8), of(12, 6))).toMatch(
    /^No difference beyond chance: .* up to 28 in 100 worse and up to 40 in 100 better\.$/,
  );
  expect(tallyVerdict(of(14, 2), of(12, 10))).toMatch(/^Fewer .* between 31 and 85 in 100/);
});
