import type { MoveStep } from '../events/index.ts';
import type { ConsentMirror } from './mirror.ts';

/** Ids of a window that may have been linked by it: an event named them beside a user. */
const mayBeLinked = `
  SELECT sipHash64(concat('a', anonymous)) AS actor FROM moving WHERE anonymous != '' AND user != ''
  UNION DISTINCT
  SELECT sipHash64(concat('a', previous)) AS actor FROM moving WHERE previous != '' AND type = 'alias'`;

/**
 * After links were made: what one id of a person said holds for all of them from now on. Persons of whom nothing is known need nothing.
 * Done again, it comes to the same.
 */
export const consentStep = (mirror: Pick<ConsentMirror, 'relink'>): MoveStep => ({
  name: 'consent',
  async run(engine) {
    const [found] = await engine.rows<{ any: number }>({
      sql: `SELECT count() > 0 AS any FROM (
              SELECT actor FROM (${mayBeLinked}) WHERE actor IN (SELECT actor FROM consent_said)
              UNION ALL
              SELECT sipHash64(concat('u', user)) AS actor FROM moving
              WHERE anonymous != '' AND user != '' AND actor IN (SELECT actor FROM consent_said)
              LIMIT 1
            )`,
    });
    if (found!.any === 1) await mirror.relink(mayBeLinked);
  },
});
