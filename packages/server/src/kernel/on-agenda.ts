import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** Whether the thing of `kind` with this id was on the agenda of a meeting, as it was when the meeting began. */
export const onAgenda = (id: AnyPgColumn, kind: string, meetingId: string): SQL => sql`${id}::text IN (
  SELECT item -> 'subject' ->> 'id'
  FROM meetings, jsonb_array_elements(agenda -> 'blocks') part, jsonb_array_elements(part -> 'items') item
  WHERE meetings.id = ${meetingId}::uuid AND item -> 'subject' ->> 'kind' = ${kind})`;
