import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { DandelionFailure } from '../../kernel/failure.ts';
import { MailRefusal, type MailTransport } from '../../kernel/mail-transport.ts';
import { OutboundError } from '../../kernel/outbound.ts';
import { connectionError } from './post.ts';
import { type CheckedHost, checkHost, ForbiddenAddress } from './resolve-host.ts';
import type { Rules } from './rules.ts';

/** Mail by a server of the operator's, over connections that obey the same rules as webhooks. */

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  url: string;
  /** An address, or `Name <address>`. */
  from: string;
  /** Name under which mails can be filtered: that of this server. */
  host: string;
  rules: Rules;
  /** For connecting, the greeting, and each answer; three times as long for a mail as a whole. */
  milliseconds?: number;
}

const patience = 20_000;

const given = (text: string): string => decodeURIComponent(text);

function connectTo({ addresses }: CheckedHost, port: number, milliseconds: number): Promise<Socket> {
  const pinned = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...{ host: 'checked', port },
      lookup: (_name, { all }, answer) =>
        all ? answer(null, pinned) : answer(null, pinned[0]!.address, pinned[0]!.family),
    });
    const timer = setTimeout(
      () => socket.destroy(new OutboundError('The mail server did not answer in time.')),
      milliseconds,
    );
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
}

/** What a failure means. What the server said is left out: it can quote addresses. */
function refusalOf(error: unknown): MailRefusal {
  if (error instanceof OutboundError) return new MailRefusal(error.message, { permanent: false, cause: error });
  const { code = '', responseCode } = error as SmtpError;
  const answered = responseCode === undefined ? '' : ` (${responseCode})`;
  const refusal = (words: string, permanent = false) => new MailRefusal(words, { permanent, cause: error });
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return refusal(`The mail server refused the name or the password of SMTP_URL${answered}.`);
  if (code === 'ETLS')
    return refusal('The connection to the mail server could not be encrypted (STARTTLS), which it must be.');
  if (code === 'ETIMEDOUT' || code === 'EABORT') return refusal('The mail server did not answer in time.');
  if (code === 'EENVELOPE' || code === 'EMESSAGE') {
    // Without an answer the library itself found that the mail cannot be sent.
    const permanent = responseCode === undefined || responseCode >= 500;
    return refusal(
      `The mail server ${permanent ? 'refused the mail' : 'asked to try again later'}${answered}.`,
      permanent,
    );
  }
  if (responseCode !== undefined) return refusal(`The mail server does not take mail at the moment${answered}.`);
  return refusal(connectionError(error).message.replace(/(T|t)he receiver/, '$1he mail server'));
}

/**
 * Fails with `wrong-use` when the server's address is one that Dandelion does not connect to; a name that cannot be looked up now
 * passes.
 */
export async function checkSmtpHost(url: string, rules: Rules): Promise<void> {
  await checkHost(new URL(url).hostname, rules).catch((error) => {
    if (error instanceof ForbiddenAddress)
      throw new DandelionFailure('wrong-use', `SMTP_URL cannot be used: ${error.message}`);
  });
}

/** A connection for each mail. Encryption is a must, except with a server in a network that the operator allows. */
export function sendBySmtp({ url, from, host, rules, milliseconds = patience }: SmtpOptions): MailTransport {
  const { hostname, port, protocol, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const at = Number(port) || (secure ? 465 : 587);
  const auth = username === '' ? {} : { auth: { user: given(username), pass: given(password) } };
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? host;

  async function transportTo() {
    const checked = await checkHost(hostname, rules);
    const connection = await connectTo(checked, at, milliseconds);
    const options: SMTPTransportOptions = {
      ...{ host: hostname, port: at, secure, ...auth, requireTLS: !secure && !checked.allowed },
      // In a network where plain text may be spoken, a certificate that nobody signed is no worse.
      tls: { rejectUnauthorized: secure || !checked.allowed, minVersion: 'TLSv1.2' },
      getSocket: (_options, answer) => answer(null, { connection }),
      ...{ connectionTimeout: milliseconds, greetingTimeout: milliseconds, socketTimeout: milliseconds },
      ...{ disableFileAccess: true, disableUrlAccess: true, logger: false },
    };
    return createTransport(options);
  }

  return {
    async deliver({ to, subject, text, html, id }) {
      try {
        const transport = await transportTo();
        await transport.sendMail({
          ...{ from, subject, text, html },
          // Not as text, which would be read as a list.
          to: { name: '', address: to },
          messageId: `<${id}@${domain}>`,
          signal: AbortSignal.timeout(3 * milliseconds),
          headers: {
            'Auto-Submitted': 'auto-generated',
            'List-Id': `Dandelion <dandelion.${host}>`,
            'X-Auto-Response-Suppress': 'All',
          },
        });
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}
