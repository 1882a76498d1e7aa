import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { rerunCommand } from './learning-rerun.tsx';
import { detailsOf } from './test-learnings.ts';

test('names of the data come through a shell as they are', () => {
  const details = detailsOf('question', 1)!;
  const column = `it's a "text" $(whoami); \`x\``;
  const command = rerunCommand({ ...details, attribute: { ...details.attribute, column } });
  const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command.replace('./dandelion', 'dandelion')}`], {
    encoding: 'utf8',
  });
  expect(words.split('\n')).toContain(column);
  expect(words.split('\n')).toContain('click rate');
});

test('given levels are an attribute, read texts a text', () => {
  const details = detailsOf('question', 1)!;
  expect(rerunCommand(details)).toContain('--text headline');
  expect(rerunCommand({ ...details, attribute: { ...details.attribute, coder: null, column: 'tone' } })).toContain(
    '--attribute tone',
  );
});
