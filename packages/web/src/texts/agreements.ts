import { numbers } from '@dandelion-loop/wording';

const { counted } = numbers;

/** What the pages of agreements share, and how they are found. */
export const texts = {
  reasonMissing: 'Write a sentence first.',
  saving: 'It is being saved.',
  links: 'What was agreed',
  comesFrom: (name: string) => `from “${name}”`,
  constraints: 'What stands between',
  principles: 'Principles',
  workflows: 'Workflows',
  seen: (count: number) => `${counted(count, 'sign')} ${count === 1 ? 'was' : 'were'} seen`,
};
