/** Of long work that goes on while other pages are looked at. */
export const texts = {
  title: 'Being judged',
  waiting: 'waiting',
  percent: (percent: number) => `${percent}%`,
  done: (name: string) => `${name} is judged`,
  brought: (experiments: number) => (experiments === 1 ? 'One test.' : `${experiments.toLocaleString('en')} tests.`),
  failed: (name: string) => `${name} could not be judged`,
  look: 'Look at it',
};
