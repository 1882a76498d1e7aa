import type { Box } from './box.ts';
import { uuid } from './uuid.ts';

/** Milliseconds for which a claim holds, should the tab that made it be gone. */
const claimed = 20_000;
/** Milliseconds until every tab sees what another has written: each process of a browser has a copy of the storage. */
const settled = 100;
const settle = () => new Promise((resolve) => setTimeout(resolve, settled));

/** Where there are no locks (a page without TLS): a claim in the box. Nothing is done while another tab has one. */
async function byClaim(box: Box, work: () => Promise<void>): Promise<void> {
  if (Number.parseInt(box.read('claim') ?? '0', 10) > Date.now()) return;
  const mine = `${Date.now() + claimed} ${uuid()}`;
  box.write('claim', mine, true);
  await settle();
  if (box.read('claim') !== mine) return;
  await work();
  box.drop('claim');
}

/** Does it when no other tab of this site does. `work` must not fail. */
export async function alone(lock: string, box: Box, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return await byClaim(box, work);
  // A frame that may not have storage may not have locks either, and shares nothing.
  await navigator.locks.request(lock, () => settle().then(work)).catch(work);
}
