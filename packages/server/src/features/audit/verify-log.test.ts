import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { hashOf, walkEntries } from './chain.ts';
import { createAudit, noteRestore } from './index.ts';
import { changed, useAudit } from './test-audit.ts';

const log = useAudit();

/** Ten entries, and the tenth noted. */
async function ten(): Promise<void> {
  await log.writeMany(10);
  const audit = log.audit();
  await audit.start();
  await audit.stop();
}

const verify = () => log.audit().verify();

/** As somebody would who has read how it is done: entry `seq`, and the chain after it where `all` is set. */
async function rewrite(seq: number, all: boolean): Promise<void> {
  const entries = [];
  for await (const batch of walkEntries(log.records())) entries.push(...batch);
  let { previous } = entries[seq - 1]!;
  for (const entry of entries.slice(seq - 1)) {
    const forged = entry.seq === seq ? { ...entry, after: { note: 'forged' } } : { ...entry, previous };
    const hash = hashOf(forged);
    await log.tamper(
      `UPDATE audit_log SET after = '${JSON.stringify(forged.after)}', prev_hash = '\\x${forged.previous}', hash = '\\x${hash}' WHERE seq = ${entry.seq}`,
    );
    previous = hash;
    if (!all) return;
  }
}

test('an entry that could not be noted is told without the words of the database', async () => {
  const said: object[] = [];
  const say = (facts: object) => void said.push(facts);
  const options = { records: log.records(), headFile: log.headFile(), now: () => new Date() };
  const audit = createAudit({ ...options, log: { info: say, warn: say, error: say } });
  await log.tamper('ALTER TABLE audit_log RENAME TO audit_log_away');
  try {
    await audit.start();
  } finally {
    await log.tamper('ALTER TABLE audit_log_away RENAME TO audit_log');
  }
  await audit.stop();
  expect(said).toMatchObject([{ error: { statement: expect.stringContaining('SELECT'), cause: { code: '42P01' } } }]);
  expect(JSON.stringify(said)).not.toContain('params');
});

test('a whole log, and an empty one', async () => {
  const audit = log.audit();
  await audit.start();
  expect(await verify()).toEqual({ ok: true, entries: 0, head: null, restoredAt: null, problem: null });
  await audit.stop();
  await ten();
  const [last] = (await audit.list({}, { before: undefined, limit: 1 })).entries;
  expect(await verify()).toEqual({
    ...{ ok: true, entries: 10, restoredAt: null, problem: null },
    head: { seq: 10, hash: last!.hash, at: last!.at },
  });
  expect(log.headMode()).toBe(0o600);
  expect(log.headLines().map((line) => JSON.parse(line).seq)).toEqual([0, 10]);
});

describe('finds', () => {
  test.each([
    ['a changed value', `UPDATE audit_log SET after = '{"note": "6"}' WHERE seq = 5`, 5, /not as it was written/],
    ['a changed actor', `UPDATE audit_log SET actor = actor || '{"name": "Bob"}' WHERE seq = 5`, 5, /not as it was/],
    ['a changed time', `UPDATE audit_log SET at = at + interval '1 microsecond' WHERE seq = 5`, 5, /not as it was/],
    ['a changed subject', `UPDATE audit_log SET subject_id = NULL WHERE seq = 5`, 5, /not as it was written/],
    ['a changed hash', `UPDATE audit_log SET hash = prev_hash WHERE seq = 5`, 5, /not as it was written/],
    ['a removed entry', 'DELETE FROM audit_log WHERE seq = 5', 5, /^Entry 5 is missing: entry 6 comes next\.$/],
    ['removed entries', 'DELETE FROM audit_log WHERE seq IN (5, 6)', 5, /^Entries 5 to 6 are missing/],
    ['a removed begin', 'DELETE FROM audit_log WHERE seq < 4', 1, /^Entries 1 to 3 are missing/],
    [
      'a removed end',
      'DELETE FROM audit_log WHERE seq > 7',
      8,
      /^Entries 8 to 10 are missing at the end: entry 10 was/,
    ],
    ['all removed', 'TRUNCATE audit_log', 1, /^Entries 1 to 10 are missing at the end/],
    [
      'a changed order',
      'UPDATE audit_log SET seq = -1 * seq WHERE false; ALTER TABLE audit_log DROP CONSTRAINT audit_log_pkey; UPDATE audit_log SET seq = CASE seq WHEN 5 THEN 6 ELSE 5 END WHERE seq IN (5, 6); ALTER TABLE audit_log ADD PRIMARY KEY (seq)',
      5,
      /Entry 5 is not as it was written/,
    ],
  ])('%s', async (_, statement, seq, sentence) => {
    await ten();
    await log.tamper(statement);
    const { ok, problem } = await verify();
    expect(ok).toBe(false);
    expect(problem!.seq).toBe(seq);
    expect(problem!.message).toMatch(sentence);
  });

  test('an entry whose hash was computed anew', async () => {
    await ten();
    await rewrite(5, false);
    expect((await verify()).problem).toEqual({ seq: 5, message: expect.stringMatching(/^Entries 5 and 6 do not fit/) });
  });

  test('the last entry, and a chain, computed anew: by what was noted', async () => {
    await ten();
    await rewrite(10, false);
    expect((await verify()).problem).toEqual({ seq: 10, message: expect.stringMatching(/not the one that was noted/) });
    await log.tamper('TRUNCATE audit_log');
    await log.writeMany(12);
    await rewrite(3, true);
    expect((await verify()).problem).toEqual({ seq: 10, message: expect.stringMatching(/not the one that was noted/) });
  });

  test('a log that was cut and has grown since', async () => {
    await ten();
    await log.tamper('DELETE FROM audit_log WHERE seq > 8');
    const audit = log.audit();
    await audit.start();
    await audit.stop();
    expect((await verify()).problem).toEqual({
      seq: 9,
      message: expect.stringMatching(/^Entries 9 to 10 are missing/),
    });
    await log.writeMany(5);
    expect((await verify()).problem).toEqual({ seq: 10, message: expect.stringMatching(/not the one that was noted/) });
  });

  test('a file that is missing or damaged, but not a line that was cut off by a crash', async () => {
    await log.writeMany(2);
    expect((await verify()).problem).toEqual({ seq: null, message: expect.stringMatching(/is missing/) });
    await ten();
    const good = readFileSync(log.headFile(), 'utf8');
    writeFileSync(log.headFile(), `${good}{"at":"2026`);
    expect(await verify()).toMatchObject({ ok: true });
    await log.write(changed('more', undefined, { n: 1 }));
    const audit = log.audit();
    await audit.start();
    await audit.stop();
    expect(log.headLines().at(-1)).toMatch(/"seq":13/);
    expect(await verify()).toMatchObject({ ok: true });
    writeFileSync(log.headFile(), `garbage\n${good}`);
    expect((await verify()).problem).toEqual({ seq: null, message: expect.stringMatching(/^Line 1 of the file/) });
  });
});

describe('is not alarmed', () => {
  test('when the file is behind', async () => {
    await ten();
    await log.writeMany(5);
    expect(await verify()).toMatchObject({ ok: true, entries: 15 });
  });

  test('by a restore that says so', async () => {
    await ten();
    await noteRestore(log.headFile(), new Date('2026-06-01T00:00:00Z'));
    await log.tamper('DELETE FROM audit_log WHERE seq > 4');
    expect(await verify()).toMatchObject({ ok: true, entries: 4, restoredAt: '2026-06-01T00:00:00.000Z' });
    const audit = log.audit();
    await audit.start();
    await log.writeMany(3);
    await audit.stop();
    expect(log.headLines()).toHaveLength(4);
    await log.tamper('DELETE FROM audit_log WHERE seq > 6');
    expect((await verify()).problem).toMatchObject({ seq: 7 });
  });

  test('by more entries than are read at once, and by lines of which the file has many', async () => {
    await log.writeMany(1);
    await log.pool().query(`INSERT INTO audit_pending (entry, words)
      SELECT '${canonicalJson({ action: 'a.b', actor: { id: null, kind: 'system', name: 'x' }, after: null, before: null, subject: { id: null, kind: 'x', name: 'y' } })}', '{}'
      FROM generate_series(1, 1200)`);
    const audit = log.audit();
    await audit.start();
    const [line] = log.headLines();
    appendFileSync(log.headFile(), `${line}\n`.repeat(1000));
    await audit.stop();
    expect(await verify()).toMatchObject({ ok: true, entries: 1201 });
  });
});
