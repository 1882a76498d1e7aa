import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { beliefs } from './beliefs.ts';
import { quick } from './quick.ts';
import { sample } from './sample.ts';
import { size } from './size.ts';

const folder = mkdtempSync(join(tmpdir(), 'dandelion-refusals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'mail.csv');
writeFileSync(data, 'group,clicks\nA,1\n');

const pairs = ['12/1', '11/2'];
const rate = ['--baseline', '10%', '--effect', '2pt'];

/** All of them before any work is begun: no engine starts, nothing is written. */
describe('what cannot be meant is refused in a sentence', () => {
  test.each<[string, (args: string[]) => Promise<void>, string[], string]>([
    ['a page in a file', quick, [...pairs, '--html', join(data, 'page.html')], 'its folder does not exist'],
    ['a page in no folder', quick, [...pairs, '--html', join(folder, 'no', 'page.html')], 'its folder does not exist'],
    ['a page that is a folder', quick, [...pairs, '--html', folder], 'is a folder'],
    ['a page without a name', quick, [...pairs, '--html', ''], '--html needs the name of a file'],
    ['a page with too long a name', quick, [...pairs, '--html', join(folder, 'x'.repeat(300))], 'is too long'],
    ['a page over the data', quick, [...pairs, '--html', data], 'it is no page'],
    ['a page over a device', quick, [...pairs, '--html', '/dev/null'], 'is no plain file'],
    ['a sample over a device', sample, ['/dev/null', '--force'], 'is no plain file'],
    ['a sample over a file', sample, [data], 'is there already'],
    ['a sample without a name', sample, [''], 'Leave it out'],
    ['standard input', analyze, ['-', '--variation', 'group'], 'Standard input cannot be read'],
    ['a name with a dash', analyze, ['-mail.csv', '--variation', 'group'], 'write ./-mail.csv'],
    ['a single dash', analyze, ['mail.csv', '-variation', 'group'], 'Did you mean --variation?'],
    ['two files', analyze, ['my', 'file.csv'], 'Put quotes around names with spaces'],
    ['an option twice', quick, [...pairs, '--level', '0.9', '--level', '0.8'], '--level is given twice'],
    ['a negative value', quick, [...pairs, '--level', '-1'], 'write --level=-1'],
    ['pairs with blanks', quick, ['1200', '118', '1185', '152'], './dandelion quick 1200/118 1185/152'],
    ['more than can be counted', quick, ['9007199254740991/1', '10/2'], 'more than can be counted'],
    ['nobody', quick, ['0/0', '10/2'], 'nobody was tried'],
    ['too many pairs', quick, Array.from({ length: 501 }, () => '10/1'), 'at most 500 variations'],
    ['a practical difference above 1', quick, [...pairs, '--practical', '5'], 'Write 5% '],
    ['weights that are none', quick, [...pairs, '--split', '1e308,1'], '--split needs weights'],
    ['one weight', quick, [...pairs, '--split', '90'], 'needs 2 weights'],
    ['names that are the same', quick, [...pairs, '--names', 'A,A'], 'different names'],
    ['the false alarms for the level', size, [...rate, '--level', '0.05'], 'write 0.95'],
    ['a rate without its sign', size, ['--baseline', '10', '--effect', '2pt'], 'Did you mean 10%?'],
    ['a decimal comma', size, ['--baseline', '12,5%', '--effect', '2pt'], 'a point for decimals'],
    ['a rate beyond 100%', size, ['--baseline', '90%', '--effect', '20pt'], 'rates end at 0% and 100%'],
    ['too many variations', size, [...rate, '--variations', '501'], 'from 2 to 500'],
    ['too many units', size, ['--baseline', '10%', '--units', '9007199254740991'], 'from 2 to'],
    ['too few a day', size, [...rate, '--per-day', '1e-9'], 'from 1'],
    ['beliefs without a word', beliefs, [], './dandelion beliefs score FILE'],
    ['a misspelt word', beliefs, ['scroe', 'f.csv'], 'Did you mean "score"?'],
    ['beliefs without a file', beliefs, ['score'], 'Name the file'],
    ['beliefs of two files', beliefs, ['score', 'my', 'file.csv'], 'Put quotes around'],
    ['beliefs from standard input', beliefs, ['score', '-'], 'Standard input cannot be read'],
    ['no difference', size, ['--baseline', '10%', '--effect', '0'], 'no test can find it'],
  ])('%s', async (_name, command, args, sentence) => {
    await expect(command(args)).rejects.toMatchObject({
      code: 'wrong-use',
      message: expect.stringContaining(sentence),
    });
  });
});
