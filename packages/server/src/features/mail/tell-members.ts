import { announcementsFor } from '@dandelion-loop/contract';
import { and, arrayContains, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Transaction } from '../../kernel/records.ts';
import type { Told } from '../announcements/index.ts';
import type { MailQueue } from './queue.ts';
import { members } from './records.ts';

const here = and(isNull(members.leftAt), isNotNull(members.email));

/** Who gets it without having chosen it. */
const addressed = ({ data }: Told): readonly string[] => ('to' in data ? data.to : []);

/** Writes to the members who chose this type or whom it names, as far as their role lets them know. Nobody is told that they joined. */
export async function tellMembers(tx: Transaction, queue: Pick<MailQueue, 'add'>, told: Told): Promise<void> {
  const wanting = await tx
    .select()
    .from(members)
    .where(and(here, or(arrayContains(members.notify, [told.type]), inArray(members.id, [...addressed(told)]))));
  for (const { id, name, email, role } of wanting) {
    if (!announcementsFor(role).includes(told.type)) continue;
    const to = email!;
    // By type, so that each template gets its own data.
    if (told.type === 'verdict.reached') {
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url } });
    } else if (told.type === 'import.failed') {
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url } });
    } else if (told.type === 'contradiction.found') {
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url } });
    } else if (told.type === 'meeting.ended') {
      const chosen = !addressed(told).includes(id);
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url, chosen } });
    } else if (told.type === 'constraint.fired') {
      const chosen = !addressed(told).includes(id);
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url, chosen } });
    } else if (told.type === 'follow-up.overdue') {
      const chosen = !addressed(told).includes(id);
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url, chosen } });
    } else if (told.type === 'breaker.tripped') {
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url } });
    } else if (told.data.member.id !== id) {
      await queue.add(tx, { to, template: told.type, data: { ...told.data, name, url: told.url } });
    }
  }
}

/** The owners who can be written to. */
export async function ownersWithMail(tx: Transaction): Promise<{ to: string; name: string }[]> {
  const found = await tx.select().from(members).where(here);
  return found.filter(({ role }) => role === 'owner').map(({ email, name }) => ({ to: email!, name }));
}
