import type { MoveStep } from '../events/index.ts';
import type { ConsentMirror } from './mirror.ts';

/** Ids whose links the window changed, and from whom they were moved. */
const relinked = `
  SELECT actor FROM links WHERE window = {window:UInt64}
  UNION DISTINCT
  SELECT former AS actor FROM links WHERE window = {window:UInt64} AND former != 0`;

/**
 * After links were made, which is the step of the customers: what one id of a person said holds for all of them from now on. Done again, it
 * comes to the same.
 */
export const consentStep = (mirror: Pick<ConsentMirror, 'relink'>): MoveStep => ({
  name: 'consent',
  async run(engine, { window }) {
    const [found] = await engine.rows<{ any: number }>({
      sql: 'SELECT count() > 0 AS any FROM (SELECT 1 FROM links WHERE window = {window:UInt64} LIMIT 1)',
      values: { window },
    });
    if (found!.any === 1) await mirror.relink(relinked, { window });
  },
});
