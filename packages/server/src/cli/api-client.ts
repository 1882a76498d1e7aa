import { openAsBlob } from 'node:fs';
import { type FailureCode, problemSchema } from '@dandelion-loop/contract';
import { localApi } from '../compose.ts';
import { readConfig } from '../config.ts';
import { DandelionFailure } from '../kernel/failure.ts';

/** The API as the command line reaches it: by DANDELION_URL and DANDELION_API_KEY, or the server of this machine by its key file. */
export interface ApiClient {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  /** Fails with the code and the sentence of the server's problem. */
  call(method: string, path: string, sent?: { json?: unknown; file?: string }): Promise<Response>;
}

async function whereAndKey(): Promise<{ url: string; key: string }> {
  const { DANDELION_URL: url, DANDELION_API_KEY: key } = process.env;
  if (url && key) return { url: url.replace(/\/+$/, ''), key };
  if (url || key) {
    throw new DandelionFailure('wrong-use', 'Set both DANDELION_URL and DANDELION_API_KEY, or neither.');
  }
  const { dataFolder } = readConfig({ insecure: true });
  const local = await localApi(dataFolder);
  if (local !== null) return local;
  throw new DandelionFailure(
    'wrong-use',
    `No Dandelion runs on ${dataFolder}. Start it with npm start, or set DANDELION_URL and DANDELION_API_KEY to reach another one.`,
  );
}

async function failureOf(response: Response): Promise<DandelionFailure> {
  const said: unknown = await response.json().catch(() => null);
  const read = problemSchema.safeParse(said);
  if (read.success) return new DandelionFailure(read.data.code, read.data.detail);
  const code: FailureCode = response.status >= 500 ? 'engine-failed' : 'wrong-use';
  // A newer server can have codes that this program does not know; its sentence is for people all the same.
  const newer = problemSchema.pick({ detail: true }).safeParse(said);
  if (newer.success) return new DandelionFailure(code, newer.data.detail);
  return new DandelionFailure(
    code,
    `What answers at ${new URL(response.url).origin} is no Dandelion (status ${response.status}).`,
  );
}

export async function connectApi(): Promise<ApiClient> {
  const { url, key } = await whereAndKey();
  return {
    url,
    async call(method, path, { json, file } = {}) {
      const type = file === undefined ? 'application/json' : 'application/octet-stream';
      const body = file === undefined ? JSON.stringify(json) : await openAsBlob(file);
      const response = await fetch(`${url}${path}`, {
        method,
        redirect: 'error',
        headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { body }),
      }).catch((error: unknown) => {
        throw new DandelionFailure('engine-failed', `Nothing answers at ${url}. Is Dandelion running there?`, {
          cause: error,
        });
      });
      if (!response.ok) throw await failureOf(response);
      return response;
    },
  };
}
