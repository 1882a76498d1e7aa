// A server that begins a job and never ends it. start-jobs.test.ts bundles it, starts it and kills it.
import { startJobs } from './start-jobs.ts';

const [url = '', queue = ''] = process.argv.slice(2);
const nothing = () => {};
const jobs = await startJobs({ url, log: { info: nothing, warn: nothing, error: nothing } });
await jobs.work(queue, 1, async ({ name }) => {
  process.stdout.write(`${name}\n`);
  await new Promise(() => {});
});
