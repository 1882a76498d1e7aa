import { randomUUID } from 'node:crypto';
import type { Announcement, AnnouncementType, Role } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { announce, createAnnouncements } from '../announcements/index.ts';
import type { MailService } from './service.ts';
import { startSmtpForTest as startSmtp, useMail } from './test-mail.ts';

const stage = useMail();

async function member(
  role: Role,
  notify: AnnouncementType[],
  { email = `${randomUUID()}@example.net`, left = false } = {},
) {
  const id = randomUUID();
  await stage.ask('INSERT INTO members (id, name, email, role, notify, left_at) VALUES ($1, $2, $3, $4, $5, $6)', [
    ...[id, `The ${role}`, email || null, role, notify],
    left ? new Date() : null,
  ]);
  return { id, email };
}
async function happen(mail: MailService, announcement: Announcement) {
  await stage.records().transaction((tx) => announce(tx, announcement, stage.now()));
  await createAnnouncements({
    ...{ records: stage.records(), receivers: [mail], now: stage.now, url: () => 'https://dandelion.example' },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }).tell();
  await mail.sendDue();
}
const all: AnnouncementType[] = ['verdict.reached', 'import.failed', 'member.joined'];

test('members get what they chose and their role may know', async () => {
  const smtp = await startSmtp();
  const mail = stage.serve(smtp);
  const owner = await member('owner', all);
  const [marketer, reader] = [await member('marketer', all), await member('reader', ['verdict.reached'])];
  await member('partner', all);
  await member('analyst', []);
  await member('owner', all, { left: true });
  await member('owner', all, { email: '' });
  const id = randomUUID();
  const test = {
    id,
    title: 'Shorter subject line',
    verdict: 'won' as const,
    sentence: 'B did better than A: +4.2% (1% to 7%).',
  };
  const verdicts = { won: 1, lost: 0, 'no-difference': 0, inconclusive: 0, invalid: 0 };
  await happen(mail, { type: 'verdict.reached', data: { import: { id, name: 'Spring' }, tests: 1, verdicts, test } });
  const to = () =>
    smtp.taken
      .splice(0)
      .flatMap(({ recipients }) => recipients)
      .sort();
  const [one] = smtp.taken;
  expect(one!.subject).toBe('A verdict: Shorter subject line');
  expect(one!.text).toContain('Shorter subject line was judged.\n\nB did better than A: +4.2% (1% to 7%).');
  expect(one!.text).toContain(`https://dandelion.example/experiments/${id}`);
  expect(to()).toEqual([owner, marketer, reader].map(({ email }) => email).sort());
  const failure = { code: 'no-rows' as const, title: 'Nothing to compare' };
  await happen(mail, { type: 'import.failed', data: { import: { id, name: 'Spring' }, failure } });
  expect(smtp.taken[0]!.text).toContain('Spring could not be judged: Nothing to compare.');
  expect(to()).toEqual([owner, marketer].map(({ email }) => email).sort());
  const joined = await member('owner', all);
  await happen(mail, { type: 'member.joined', data: { member: { id: joined.id, name: 'Ben', role: 'owner' } } });
  expect(smtp.taken[0]!.text).toContain('Ben accepted the invitation and joined as owner.');
  expect(to()).toEqual([owner.email]);
});

test('members get the summary of their ritual without having chosen it, and others who chose it', async () => {
  const smtp = await startSmtp();
  const mail = stage.serve(smtp);
  const [chose, belongs] = [await member('reader', ['meeting.ended']), await member('marketer', [])];
  await member('analyst', []);
  const partner = await member('partner', ['meeting.ended']);
  const id = randomUUID();
  const data = {
    ...{ meeting: { id, name: 'Weekly <b>review</b>' }, about: 'The storm message', present: [{ id, name: 'Ana' }] },
    ...{ startedAt: '2026-11-03T09:00:00.000Z', endedAt: '2026-11-03T09:45:00.000Z' },
    decisions: [{ id, what: 'Rewrite it', why: '1.8% opted out', lookAgainOn: '2026-12-01' }],
    followUps: [{ id, what: 'Ask the printer', owner: 'Joris', dueOn: '2026-11-21' }],
    ...{ notes: 'Check in spring.\n\nTell the board.', to: [belongs.id, partner.id] },
  };
  await happen(mail, { type: 'meeting.ended', data });
  const sent = smtp.taken.splice(0).sort((a, b) => a.recipients[0]!.localeCompare(b.recipients[0]!));
  expect(sent.map(({ recipients }) => recipients)).toEqual([[chose.email], [belongs.email]].sort());
  const [text, html] = [sent[0]!.text, String(sent[0]!.html)];
  expect(text).toContain('Weekly <b>review</b> was held about The storm message, with Ana.');
  expect(text).toContain('• Rewrite it. Why: 1.8% opted out. Looked at again on 1 December 2026.');
  expect(text).toContain('• Ask the printer. Joris, until 21 November 2026.');
  expect(text).toContain('Check in spring.\n\nTell the board.');
  expect(html).toContain('Weekly &lt;b&gt;review&lt;/b&gt;');
  const closing = (email: string | null) => sent.find(({ recipients }) => recipients[0] === email)!.text;
  expect(closing(chose.email)).toContain('because you chose it');
  expect(closing(belongs.email)).toContain('because you are a member of this ritual');
});
