import { type AuditVerification, auditVerificationSchema, failureCodes } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { verifyStopped } from '../compose-audit.ts';
import { readConfig } from '../config.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { connectApi } from './api-client.ts';
import { readOptions } from './options.ts';

async function askServer(): Promise<AuditVerification> {
  const client = await connectApi();
  const response = await client.call('GET', '/api/audit/verification');
  return auditVerificationSchema.parse(await response.json());
}

/** Of the server that is named, of that of this machine, or of the data folder where none runs. */
async function verification(): Promise<AuditVerification> {
  if (process.env.DANDELION_URL || process.env.DANDELION_API_KEY) return askServer();
  return (await verifyStopped(readConfig({ insecure: true }))) ?? askServer();
}

function sentences({ ok, entries, head, restoredAt, problem }: AuditVerification): string {
  const restored =
    restoredAt === null
      ? ''
      : `The log was replaced on ${restoredAt}: a backup was restored, or the workspace was deleted.\n`;
  if (!ok) return `The audit log is broken. ${problem!.message}\n${restored}`;
  if (head === null) return `The audit log is whole: it has no entry yet.\n${restored}`;
  return `The audit log is whole: ${numbers.counted(entries, 'entry', 'entries')}, the newest of ${head.at}.\nIts hash is ${head.hash}.\n${restored}`;
}

/** `dandelion audit verify`: whether an entry was changed, removed or moved. Exit code 0: none; 3: the log is broken. */
export async function audit(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('audit', args, { json: { type: 'boolean' } });
  if (positionals.length !== 1 || positionals[0] !== 'verify') {
    throw new DandelionFailure('wrong-use', 'Say what to do: ./dandelion audit verify.');
  }
  const found = await verification();
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : sentences(found));
  if (!found.ok) process.exitCode = failureCodes['data-folder'].exit;
}
