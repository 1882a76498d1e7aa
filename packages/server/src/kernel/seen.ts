/** What those who count are told of. No field has more values than the program has routes, methods, queues and statuses. */

/** A request that has ended. */
export interface RequestSeen {
  /** `OTHER` for what is none of HTTP's usual ones. */
  method: string;
  /** The route's pattern; `page` for the files of the interface, `none` where there is no route. */
  route: string;
  /** 499: who asked went away. */
  status: number;
  seconds: number;
}

/** A job that has ended. */
export interface JobSeen {
  queue: string;
  outcome: 'done' | 'failed';
  seconds: number;
}
