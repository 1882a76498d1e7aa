import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-` needs https; on plain loopback the browser would refuse it. */
const nameOf = (secure: boolean) => (secure ? '__Host-dandelion' : 'dandelion');

export function readSession(request: FastifyRequest, secure: boolean): string | null {
  return request.cookies[nameOf(secure)] ?? null;
}

/** Lax: a link to the workspace in a mail opens it, a form of a stranger changes nothing. */
export function writeSession(
  reply: FastifyReply,
  secure: boolean,
  token: { value: string; expiresAt: Date } | null,
): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  if (token === null) void reply.clearCookie(nameOf(secure), options);
  else void reply.setCookie(nameOf(secure), token.value, { ...options, expires: token.expiresAt });
}
