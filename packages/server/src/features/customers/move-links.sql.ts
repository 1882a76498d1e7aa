/** Which anonymous ids become whose, of a window of events. All of it happens in the engine. */

/** The events of the window are in `moving`. */
const ofUsers = `machine = '' AND user != ''`;

/** Events that say that a former id is a user now. */
const aliases = `
  SELECT actor AS customer, trust, time, received, hash, source, user, previous, sipHash64(concat('u', previous)) AS former
  FROM moving WHERE ${ofUsers} AND type = 'alias' AND previous NOT IN ('', user)`;

/** Former ids that are user ids of somebody known: two people, who are never merged. */
const formerUsers = `
  SELECT customer FROM people WHERE customer IN (SELECT former FROM (${aliases})) UNION ALL SELECT actor FROM moving WHERE ${ofUsers}`;

const undone = 'SELECT actor, customer FROM undone_links FINAL WHERE undone = 1';

/** Every claim of the window that an anonymous id is a user, for what follows. */
export const gatherClaims = `
  INSERT INTO moved_claims (actor, customer, refused, trust, time, received, hash, source, anonymous, user, how)
  SELECT claimed, customer, multiIf(twoUsers, 'two-users', (claimed, customer) IN (${undone}), 'undone', 'no'),
    trust, time, received, hash, source, anonymous, user, how
  FROM (
    SELECT sipHash64(concat('a', anonymous)) AS claimed, actor AS customer, 0 AS twoUsers, trust, time, received, hash, source,
      anonymous, user, 'event' AS how
    FROM moving WHERE ${ofUsers} AND anonymous != ''
    UNION ALL
    SELECT if(twoUsers, former, sipHash64(concat('a', previous))), customer, former IN (${formerUsers}) AS twoUsers,
      trust, time, received, hash, source, previous, user, 'alias'
    FROM (${aliases})
  )`;

export const countClaims = 'SELECT count() AS claims FROM moved_claims';

/** As the links of the claimed ids are now. */
const held = `
  SELECT actor, customer, trust, at, ended, version FROM links FINAL WHERE actor IN (SELECT actor FROM moved_claims)`;

/**
 * Whose an anonymous id is: of who is trusted most, and among these of who came first. Who holds it already keeps it unless the other
 * is trusted more. What was undone by hand is not linked again by itself.
 */
export const insertLinks = `
  INSERT INTO links (actor, customer, trust, at, ended, version, anonymous, user, source, how, change, former, window)
  SELECT claim.actor, best.1, best.2, if(change = 'raised', held.at, best.3), 0, held.version + 1, best.4, best.5, best.6, best.7,
    multiIf(held.version = 0 OR held.ended = 1, 'made', held.customer = best.1, 'raised', 'moved') AS change,
    if(change = 'moved', held.customer, 0), {window:UInt64}
  FROM (
    SELECT actor, argMin((customer, trust, time, anonymous, user, source, how), (-trust, received, hash, how)) AS best
    FROM moved_claims WHERE refused = 'no' GROUP BY actor
  ) AS claim
  LEFT JOIN (${held}) AS held ON held.actor = claim.actor
  WHERE held.version = 0 OR held.ended = 1 OR best.2 > held.trust`;

/** What the window did to links, for what follows. */
export const gatherLinks = `
  INSERT INTO moved_links (actor, customer, user, former, change)
  SELECT actor, customer, user, former, change FROM links FINAL
  WHERE actor IN (SELECT actor FROM moved_claims) AND window = {window:UInt64}`;

/** What was claimed and not believed, and links that were taken away because somebody trusted more says otherwise. */
export const insertRefused = `
  INSERT INTO refused_links (actor, customer, holder, reason, trust, at, anonymous, user, source)
  SELECT claim.actor, claim.customer,
    multiIf(refused = 'two-users', claim.actor, held.ended = 1, 0, held.customer) AS holder,
    if(refused = 'no', 'taken', toString(refused)) AS reason,
    max(claim.trust), max(time), any(anonymous), any(user), argMax(source, (time, hash))
  FROM moved_claims AS claim LEFT JOIN (${held}) AS held ON held.actor = claim.actor
  WHERE refused != 'no' OR held.customer != claim.customer
  GROUP BY claim.actor, claim.customer, holder, reason
  UNION ALL
  SELECT actor, former, customer, 'outranked', trust, at, anonymous, '', source
  FROM links FINAL WHERE actor IN (SELECT actor FROM moved_claims) AND window = {window:UInt64} AND change = 'moved'`;
