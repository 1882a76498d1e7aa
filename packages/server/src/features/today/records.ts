import { date, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const putOffs = pgTable('today_put_off', {
  memberId: uuid('member_id').notNull(),
  source: text('source').notNull(),
  subject: text('subject').notNull(),
  until: date('until').notNull(),
  putOffAt: timestamp('put_off_at', { withTimezone: true }).notNull(),
});
