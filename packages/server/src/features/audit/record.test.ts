import { createHash } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { record } from './index.ts';
import { anna, changed, useAudit } from './test-audit.ts';

const log = useAudit();
const list = async () => (await log.audit().list({}, { before: undefined, limit: 100 })).entries;

describe('an entry', () => {
  test('says who, what, before and after, of the fields that differ only', async () => {
    await log.write(
      changed(
        'Blue button',
        { title: 'Blue', tags: ['a', 'b'], note: 'x' },
        { title: 'Blue button', tags: ['a', 'b'] },
      ),
    );
    const [entry] = await list();
    expect(entry).toMatchObject({
      ...{ seq: 1, actor: anna, action: 'experiment.changed', previous: '0'.repeat(64) },
      subject: { kind: 'experiment', id: 'id-Blue button', name: 'Blue button' },
    });
    expect(entry!.before).toEqual({ title: 'Blue', note: 'x' });
    expect(entry!.after).toEqual({ title: 'Blue button', note: null });
  });

  test('is not written where nothing differs, and is where something only happened', async () => {
    await log.write(changed('a', { when: new Date(0), tags: [1] }, { when: '1970-01-01T00:00:00.000Z', tags: [1] }));
    await log.write({ action: 'session.started', subject: { kind: 'session', id: null, name: '' } });
    expect((await list()).map(({ action, before, after }) => [action, before, after])).toEqual([
      ['session.started', null, null],
    ]);
  });

  test('keeps long texts whole, and characters that PostgreSQL refuses as signs for them', async () => {
    const note = `${'wörd " \\ \u0001 '.repeat(1800)}\u0000\ud800 <html> 𝄞`;
    await log.write(changed('long', { note: '' }, { note, numbers: [1e21, -0, 5e-324, 0.1, 1e300] }));
    const [entry] = await list();
    expect(entry!.after!.note).toBe(note.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd'));
    expect(await log.audit().verify()).toMatchObject({ entries: 1, problem: { seq: null } });
  });

  test('has the hash that anybody can compute from the export', async () => {
    await log.writeMany(3);
    const lines = await text(log.audit().export({}, 'jsonl').content);
    let previous = '0'.repeat(64);
    for (const line of lines.trimEnd().split('\n')) {
      const { seq, at, hash, actor, action, subject, before, after } = JSON.parse(line);
      // By hand, with the keys in their order.
      const { kind, id, name } = actor;
      const entry = {
        action,
        actor: { id, kind, name },
        after,
        before,
        subject: { id: subject.id, kind: subject.kind, name: subject.name },
      };
      const hashed = JSON.stringify({ at, entry, previous, seq });
      expect(createHash('sha256').update(hashed).digest('hex')).toBe(hash);
      previous = hash;
    }
    expect(previous).not.toBe('0'.repeat(64));
  });

  test.each(['password', 'token', 'secret', 'totp', 'recoveryCodes', 'passwordHash', 'token_hash'])(
    'refuses a field called %s',
    async (field) => {
      await expect(log.write(changed('a', undefined, { deep: [{ [field]: 'x' }] }))).rejects.toThrow(/secret/);
      expect(await list()).toEqual([]);
    },
  );
});

describe('with the change', () => {
  test('goes with a transaction, or a part of it, that is rolled back', async () => {
    const records = log.records();
    await records.transaction(async (tx) => {
      await record(tx, anna, changed('kept', undefined, { n: 1 }));
      await tx
        .transaction(async (inner) => {
          await record(inner, anna, changed('lost', undefined, { n: 2 }));
          throw new Error('no');
        })
        .catch(() => {});
    });
    await expect(
      records.transaction(async (tx) => {
        await record(tx, anna, changed('lost too', undefined, { n: 3 }));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await list()).map(({ subject }) => subject.name)).toEqual(['kept']);
    expect((await log.pool().query('SELECT * FROM audit_pending')).rows).toEqual([]);
  });

  test('many at once make one chain without a gap, and nobody waits for a transaction that is open', async () => {
    const slow = new pg.Client({ connectionString: log.url() });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query(`INSERT INTO audit_pending (entry, words) VALUES ($1, '{}')`, [
      JSON.stringify({
        action: 'a.b',
        actor: anna,
        after: null,
        before: null,
        subject: { id: null, kind: 'x', name: 'slow' },
      }),
    ]);
    await Promise.all(Array.from({ length: 60 }, (_, n) => log.write(changed(`test ${n}`, undefined, { n }))));
    await slow.query('COMMIT');
    await slow.end();
    const entries = await list();
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, n) => 61 - n));
    expect(entries[0]!.subject.name).toBe('slow');
    // Its JSON was not canonical: `actor` is in another order.
    await log.tamper('DELETE FROM audit_log WHERE seq = 61');
    const audit = log.audit();
    await audit.start();
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 60, problem: null });
    await audit.stop();
  });
});

test.each([
  'UPDATE audit_log SET action = action',
  'DELETE FROM audit_log',
  'TRUNCATE audit_log',
  'DELETE FROM audit_log WHERE false',
])('the database refuses %s', async (statement) => {
  await log.writeMany(1);
  await expect(log.pool().query(statement)).rejects.toThrow(/only added to/);
  expect(await list()).toHaveLength(1);
});

async function text(content: AsyncIterable<unknown> | string): Promise<string> {
  let all = '';
  for await (const part of content) all += part;
  return all;
}
