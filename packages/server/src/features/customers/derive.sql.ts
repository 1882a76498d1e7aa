/** What is known of customers, added up from their events: as a window of them arrives, or all anew. */

/** Events that are of persons, each with its customer. `among`: a FROM with a WHERE. */
const eventsOf = (among: string) => `
  SELECT if(link.customer = 0, event.actor, link.customer) AS customer, link.user AS linked,
    time, hash, source, ask, trust, type, name, anonymous, event.user AS user, properties, traits
  FROM (
    SELECT actor, time, hash, source, ask, trust, type, name, anonymous, user, properties, traits
    ${among} AND machine = '' AND actor != 0
  ) AS event
  LEFT JOIN (
    SELECT actor, customer, user FROM links FINAL
    WHERE ended = 0 AND actor IN (SELECT actor ${among} AND user = '')
  ) AS link ON link.actor = event.actor`;

/** The events of the window, for what follows. */
export const gatherEvents = `
  INSERT INTO moved_events (customer, linked, time, hash, source, ask, trust, type, name, anonymous, user, properties, traits)
  ${eventsOf('FROM moving WHERE 1')}`;

/** All events of the customers of a selection, which has one column of UInt64. */
const allOf = (customers: string) => `
  SELECT * FROM (${eventsOf(`FROM events WHERE actor IN (
    SELECT * FROM (${customers}) UNION ALL SELECT actor FROM links FINAL WHERE ended = 0 AND customer IN (${customers}))`)})
  WHERE customer IN (${customers})`;

/** Whether links were made or moved, and whether anything is told of somebody. */
export const countGathered = `
  SELECT countIf(change = 'made') AS made, countIf(change = 'moved') AS moved,
    (SELECT countIf(type = 'identify' AND traits NOT IN ('', '{}')) FROM moved_events) AS told
  FROM moved_links`;

/** All that is derived of events. */
export const customerTables = ['links', 'refused_links', 'undone_links', 'people', 'traits', 'doings'] as const;

/** Tables that hold the window while it is worked at. */
export const workTables = ['moved_claims', 'moved_links', 'moved_events'] as const;

/** The events that are added: those of the window. */
export const window = 'SELECT * FROM moved_events';

export const insertPeople = (events: string) => `
  INSERT INTO people (customer, first, last, events, user, anonymous, ask, sources)
  SELECT customer, min(time), max(time), count(), max(if(linked = '', user, linked)),
    max(if(user = '' AND linked = '', anonymous, '')), max(ask), groupUniqArray(source)
  FROM (${events}) GROUP BY customer`;

const rankOf = 'bitShiftLeft(toUInt64(trust), 52) + toUInt64(greatest(0, toUnixTimestamp64Milli(time)))';
const mostTraits = 200;
const longestName = 200;
const longestValue = 4096;

export const insertTraits = (events: string) => `
  INSERT INTO traits (name, customer, value, number, at, source, trust, ask, version)
  SELECT trait, customer, best.1, toFloat64OrNull(best.1), best.2, best.3, best.4, best.5, version
  FROM (
    SELECT pair.1 AS trait, customer, argMax((pair.2, time, source, trust, ask), (rank, hash)) AS best, max(rank) AS version
    FROM (
      SELECT customer, time, source, trust, ask, hash, ${rankOf} AS rank,
        arrayJoin(arraySlice(JSONExtractKeysAndValuesRaw(traits), 1, ${mostTraits})) AS pair
      FROM (${events}) WHERE type = 'identify' AND traits NOT IN ('', '{}')
    )
    WHERE length(pair.1) BETWEEN 1 AND ${longestName} AND length(pair.2) <= ${longestValue}
    GROUP BY trait, customer
  )`;

const amountOf = (name: string) => `JSONExtract(properties, '${name}', 'Nullable(Float64)')`;

export const insertDoings = (events: string) => `
  INSERT INTO doings (name, customer, day, n, last, value, ask)
  SELECT multiIf(type = 'track', toString(name), type = 'page', '$page', '$screen') AS doing, customer, toDate(time) AS day,
    count(), max(time), sum(if(isFinite(amount) AND abs(amount) < 1e15, amount, 0)), max(ask)
  FROM (
    SELECT *, ifNull(coalesce(${amountOf('revenue')}, ${amountOf('total')}, ${amountOf('value')}), 0) AS amount
    FROM (${events}) WHERE type IN ('track', 'page', 'screen')
  )
  WHERE doing != ''
  GROUP BY doing, customer, day`;

const made = "SELECT actor, customer, user FROM moved_links WHERE change = 'made'";

/** What was known of the anonymous is known of the customer from now on. */
const insertJoined = [
  `INSERT INTO people (customer, first, last, events, user, ask, sources)
   SELECT link.customer, min(first), max(last), sum(events), any(link.user), max(ask), groupUniqArrayArray(sources)
   FROM people INNER JOIN (${made}) AS link ON link.actor = people.customer
   WHERE people.customer IN (SELECT actor FROM (${made})) GROUP BY link.customer`,
  `INSERT INTO traits (name, customer, value, number, at, source, trust, ask, version)
   SELECT name, link.customer, best.1, best.2, best.3, best.4, best.5, best.6, best.7
   FROM (
     SELECT name, link.customer, argMax((value, number, at, source, trust, ask, version), (version, link.actor)) AS best
     FROM traits FINAL INNER JOIN (${made}) AS link ON link.actor = traits.customer
     WHERE traits.customer IN (SELECT actor FROM (${made})) GROUP BY name, link.customer)`,
  `INSERT INTO doings (name, customer, day, n, last, value, ask)
   SELECT name, link.customer, day, sum(n), max(last), sum(value), max(ask)
   FROM doings INNER JOIN (${made}) AS link ON link.actor = doings.customer
   WHERE doings.customer IN (SELECT actor FROM (${made})) GROUP BY name, link.customer, day`,
] as const;

const text = (name: string) =>
  `argMaxIf(if(startsWith(value, '"'), JSONExtractString(value), ''), version, name = '${name}')`;
const rank = (names: string) => `maxIf(version, name IN (${names}))`;
const trustOf = (version: string) => `bitShiftRight(${version}, 52)`;

/** Name and address as lists show them, of the customers of a selection. Of a full name and its parts, who is trusted more wins. */
const insertTitles = (customers: string) => `
  INSERT INTO people (customer, email, name)
  SELECT customer, (ranks.1, substringUTF8(texts.1, 1, 320)), (
    greatest(ranks.2, ranks.3),
    substringUTF8(if(texts.2 != '' AND (parts = '' OR ${trustOf('ranks.2')} >= ${trustOf('ranks.3')}), texts.2, parts), 1, 200))
  FROM (
    SELECT customer, (${rank(`'email'`)}, ${rank(`'name'`)}, ${rank(`'firstName', 'lastName'`)}) AS ranks,
      (${text('email')}, ${text('name')}, ${text('firstName')}, ${text('lastName')}) AS texts,
      trimBoth(concat(texts.3, ' ', texts.4)) AS parts
    FROM traits FINAL
    WHERE name IN ('email', 'name', 'firstName', 'lastName') AND customer IN (${customers}) GROUP BY customer
  )`;

/** For links that the window made, after the window itself was added: all that the anonymous did before is the customer's now. */
export const joinLinked = [
  ...insertJoined,
  `INSERT INTO people (customer, merged) SELECT actor, 1 FROM (${made})`,
] as const;

/** After both: how customers of whom the window tells something are called. */
export const titleWindow = insertTitles(`
  SELECT customer FROM moved_events WHERE type = 'identify' AND traits NOT IN ('', '{}')
  UNION ALL SELECT customer FROM (${made})`);

/** Whose links the window moved from one to another: these are added up anew. */
export const movedCustomers = `SELECT arrayJoin([actor, customer, former]) FROM moved_links WHERE change = 'moved'`;

/** Forgets what was added up of the customers of a selection, and adds up anew. Can be done again from its beginning at any time. */
export const addUpAnew = (customers: string): string[] => [
  `DELETE FROM people WHERE customer IN (${customers})`,
  `DELETE FROM traits WHERE customer IN (${customers})`,
  `DELETE FROM doings WHERE customer IN (${customers})`,
  insertPeople(allOf(customers)),
  insertTraits(allOf(customers)),
  insertDoings(allOf(customers)),
  `INSERT INTO people (customer, merged) SELECT actor, 1 FROM links FINAL WHERE ended = 0 AND actor IN (${customers})`,
  insertTitles(customers),
];
