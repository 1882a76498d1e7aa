import type { IncomingMessage, ServerResponse } from 'node:http';
import { permissionsOfRole, type Role, type Today, type Workspace } from '@dandelion-loop/contract';

/** The other end of the line in browser tests: answers as the contract has them. */

export function answer(response: ServerResponse, status: number, body?: unknown): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

export function problem(
  response: ServerResponse,
  status: number,
  code: string,
  detail: string,
  more: { retryAfter?: number; fields?: { path: string; message: string }[] } = {},
): void {
  const { retryAfter, fields } = more;
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
  answer(response, status, { type: `/api/problems/${code}`, title: 'A problem', status, detail, code, fields });
}

export async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** A day on which nothing waits for anybody: the frame of every page counts what does. */
export const nothingToday: Today = {
  ...{ at: '2026-11-22T12:00:00.000Z', day: '2026-11-22', timeZone: 'Europe/Amsterdam', currency: 'EUR' },
  ...{ items: [], later: [], more: 0, laterUrgent: 0, putOff: 0, since: [], ritual: null, pending: [], unread: [] },
};

export const anaId = 'd6a3c1f0-8f3f-4d7d-9c5b-4a2f6d1e7b10';

export const sessionOf = (
  role: Role,
  name = 'Ana Visser',
  id = anaId,
  email: string | null = 'ana@wadden.example',
) => ({
  member: { id, name, email, role },
  permissions: permissionsOfRole[role],
  endsAt: '2026-12-22T19:00:00.000Z',
});

export const workspace: Workspace = {
  name: 'Wadden Coast Trust',
  locale: 'en-GB',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  keepUploads: false,
  uploadDays: 30,
  methods: { inference: 'fixed', level: 0.95, practical: { value: 0.01, relative: true } },
  version: 1,
  uploadLimit: 5_000_000_000,
  empty: false,
};
