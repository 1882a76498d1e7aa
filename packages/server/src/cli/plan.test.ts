import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planAnswerSchema, readPlanDocument } from '@dandelion-loop/contract';
import { answerPlan } from '@dandelion-loop/portfolio';
import { planSamples } from '@dandelion-loop/portfolio/samples';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { plan } from './plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'dandelion-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

async function said(...args: string[]): Promise<string> {
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  await plan(args);
  vi.restoreAllMocks();
  return out;
}

const small = {
  schema: 1,
  period: { from: '2027-01-01', to: '2027-04-01', failureBudget: { bets: 6, money: 12000 } },
  domains: [{ name: 'newsletter', kind: 'channel', failure: 0.1, cap: 2000 }],
  outcomes: [{ name: 'new members', baseline: 200, target: 320, by: '2027-04-01' }],
  bets: [
    {
      name: 'series',
      outcome: 'new members',
      probability: 0.9,
      payoff: 120,
      domains: ['newsletter'],
      stake: { money: 3000 },
    },
    { name: 'stall', outcome: 'new members', probability: 0.3, payoff: 130, stake: { money: 500 } },
  ],
};
const path = file('plan.json', small);

describe('dandelion plan check', () => {
  test('answers machines in the shape of the schema', async () => {
    const answer = planAnswerSchema
      .strict()
      .parse(JSON.parse(await said('check', path, '--json', '--on', '2027-02-01')));
    // 1 − (1 − 0.9 × 0.9) × 0.7
    expect(answer.outcomes[0]).toMatchObject({ name: 'new members', target: 320, method: 'exact' });
    expect(answer.outcomes[0]!.probability).toBeCloseTo(0.867, 12);
    expect(answer.outcomes[0]!.without).toContainEqual(
      expect.objectContaining({ kind: 'domain', name: 'newsletter', probability: 0.3 }),
    );
    expect(answer.failureBudget).toMatchObject({ bets: 6, money: 12000, usedBets: 0, verdict: expect.any(String) });
    expect(answer.caps).toMatchObject([{ domain: 'newsletter', cap: 2000, planned: 3000, verdict: 'over' }]);
    expect(answer.simulation).toBeNull();
  });

  test('answers people with the chance first, then what breaks it', async () => {
    const words = await said('check', path, '--on', '2027-02-01', '--without', 'channel:newsletter');
    expect(words).toMatch(/Probably: 87 in 100 that the target for new members \(320 by 2027-04-01\) is\s+reached\./);
    expect(words).toContain('If the newsletter fails, the target for new members is missed 7 times in 10.');
    expect(words).toContain('newsletter: 3,000 of 2,000 is staked, 1,000 over its cap.');
    expect(words).toMatch(/Without “newsletter”\n {2}new members +30%/);
    expect(words.indexOf('87 in 100')).toBeLessThan(words.indexOf('If the newsletter'));
    expect(words).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('keeps names of a plan from steering the terminal', async () => {
    const bets = [{ ...small.bets[0], name: 'red\u001b[31m' }];
    const words = await said('check', file('escape.json', { ...small, bets }));
    expect(words).not.toContain('\u001b');
  });

  test.each(Object.entries(planSamples))('answers for the sample %s', async (name, document) => {
    const read = readPlanDocument(document);
    if (!('plan' in read)) throw new Error(JSON.stringify(read.problems));
    expect(read.plan.bets.length).toBeGreaterThan(12);
    const answer = answerPlan(read.plan, { on: '2027-04-01', draws: 20_000 });
    for (const { probability } of answer.outcomes) {
      expect(probability).toBeGreaterThan(0.3);
      expect(probability).toBeLessThan(0.9);
    }
    expect(answer.outcomes.some(({ singlePoints }) => singlePoints.length > 0)).toBe(true);
    expect(answer.failureBudget).toMatchObject({ notCounted: [] });
    expect(answer.failureBudget!.usedBets).toBeGreaterThan(0);
    expect(JSON.parse(await said('sample', name))).toEqual(document);
  });

  test.each<[string, string[], string, string]>([
    ['no verb', [], 'wrong-use', './dandelion plan check FILE'],
    ['a misspelt verb', ['chek', 'f.json'], 'wrong-use', 'Did you mean "check"?'],
    ['no file', ['check'], 'wrong-use', 'Name the file'],
    ['two files', ['check', 'my', 'plan.json'], 'wrong-use', 'Put quotes around'],
    ['a file that is not there', ['check', join(folder, 'no.json')], 'file-not-found', 'There is no file'],
    ['a folder', ['check', folder], 'wrong-use', 'is a folder'],
    ['no JSON', ['check', file('words.json', 'our plan')], 'format-broken', 'is no JSON'],
    [
      'a bad plan',
      ['check', file('bad.json', { ...small, bets: [{ ...small.bets[0], outcome: 'x' }] })],
      'bad-value',
      'bets[0].outcome: there is no outcome "x"',
    ],
    ['a day that is none', ['check', path, '--on', '2027-02-30'], 'wrong-use', '--on needs a day'],
    ['too few draws', ['check', path, '--draws', '10'], 'wrong-use', 'from 1,000 to 1,000,000'],
    ['a part without a kind', ['check', path, '--without', 'newsletter'], 'wrong-use', 'bet:NAME or domain:NAME'],
    [
      'a part that is not there',
      ['check', path, '--without', 'channel:newsleter'],
      'unknown-value',
      'Did you mean "newsletter"?',
    ],
    ['an unknown sample', ['sample', 'bank'], 'wrong-use', 'charity and shop'],
  ])('refuses %s in a sentence', async (_name, args, code, sentence) => {
    await expect(plan(args)).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) });
  });
});
