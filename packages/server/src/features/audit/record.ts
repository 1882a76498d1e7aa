import type { Actor } from '../../kernel/caller.ts';
import type { Transaction } from '../../kernel/records.ts';
import { asJson, canonicalJson, type Json } from './canonical-json.ts';
import { auditPending } from './records.ts';
import { wordsIn } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Change {
  /** What happened to which kind of thing: `experiment.changed`. The kind is the subject's. */
  action: `${string}.${string}`;
  /** `id` is null for what there is one of. `name` is what people call it now. */
  subject: { kind: string; id: string | null; name: string };
  /** Left out where there was nothing before, or is nothing after: what was made, deleted, or only happened. */
  before?: Fields;
  after?: Fields;
}

/** Names of fields that must not be here, whatever is in them. */
const secret = /^(password|secret|token|totp|recovery_?codes?|.*(password|token|secret)_?hash)$/i;

function refuseSecrets(value: Json): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (secret.test(key)) throw new Error(`A secret must not come into the audit log: the field ${key}`);
    refuseSecrets(inner as Json);
  }
}

/** Both sides without the fields that are the same in both. */
function differing(before: Fields, after: Fields): [before: Fields, after: Fields] {
  const same = (key: string) =>
    canonicalJson(asJson(before[key] ?? null)) === canonicalJson(asJson(after[key] ?? null));
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !same(key));
  const only = (fields: Fields) => Object.fromEntries(keys.map((key) => [key, fields[key] ?? null]));
  return [only(before), only(after)];
}

/**
 * Writes into the audit log that somebody changed something, in the transaction of the change: both are there or neither is. Of
 * `before` and `after` only the fields that differ are kept, whole; where both are given and nothing differs, nothing is written.
 * It can be called anywhere in the transaction: the entry takes its place in the chain when the transaction commits.
 *
 * Never give it secrets, cells of files, ids of units, or messages that can quote them: an entry stays as long as the workspace does.
 */
export async function record(tx: Transaction, by: Actor, { action, subject, ...sides }: Change): Promise<void> {
  let { before, after } = sides;
  if (before !== undefined && after !== undefined) {
    [before, after] = differing(before, after);
    if (Object.keys(after).length === 0) return;
  }
  const { kind, id, name } = by;
  const entry = asJson({
    ...{ action, actor: { kind, id, name } },
    subject: { kind: subject.kind, id: subject.id, name: subject.name },
    ...{ before: before ?? null, after: after ?? null },
  });
  refuseSecrets(entry);
  await tx.insert(auditPending).values({ entry: canonicalJson(entry), words: wordsIn(entry) });
}
