/** One mail, ready to go. */
interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Stays the same however often it is tried, so that a receiver knows a mail that it has had. */
  id: string;
}

/** Who takes mails. `engines/outbound` fulfils it by SMTP. */
export interface MailTransport {
  /** Rejects with a `MailRefusal`. */
  deliver(mail: OutgoingMail): Promise<void>;
}

/** Why a mail was not taken. The message is a sentence without addresses and without what the server said, which can quote them. */
export class MailRefusal extends Error {
  override readonly name = 'MailRefusal';
  /** Trying again would not help. */
  readonly permanent: boolean;

  constructor(message: string, { permanent, cause }: { permanent: boolean; cause?: unknown }) {
    super(message, { cause });
    this.permanent = permanent;
  }
}
