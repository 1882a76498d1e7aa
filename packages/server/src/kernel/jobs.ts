/** Work that outlives a request. `engines/jobs` fulfils it. Queues are made when they are first worked on. */
export interface Jobs {
  /** Puts work into a queue; it is done at least once, after `delaySeconds` at the earliest. */
  send(queue: string, data: Record<string, string>, options?: { delaySeconds?: number }): Promise<void>;
  /** Does the work of a queue, at most `atOnce` at a time in this process. What it throws is logged and not tried again: the handler keeps its own count. */
  work(queue: string, atOnce: number, handle: (data: Record<string, string>) => Promise<void>): Promise<void>;
  /** Sends work regularly, by a cron line in UTC; whatever number of servers run, once. */
  schedule(queue: string, cron: string): Promise<void>;
}
