import { z } from 'zod';
import { type FailureCode, failureCodes } from './failure.ts';

/** An error of the API: RFC 9457 problem details, `application/problem+json`. */
export const problemSchema = z.object({
  /** Same for all problems of one code, relative to the server: `/api/problems/<code>`. */
  type: z.string(),
  /** The code in words, the same for every occurrence. */
  title: z.string(),
  status: z.number().int(),
  /** What is wrong here, where, and what to do: plain sentences for people. */
  detail: z.string(),
  code: z.enum(Object.keys(failureCodes) as [FailureCode, ...FailureCode[]]),
  /** Of a failure of the server: the id under which its log tells more, to be quoted in a report. */
  requestId: z.string().optional(),
  /** Where the request itself is at fault: the place in it (`body.name`) and what is wrong there. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
