import { z } from 'zod';
import { inferenceSchema } from './result.ts';

/** How a test is judged where nobody says otherwise. What one import or one request says goes before it. */

export const levelSchema = z.number().min(0.5).max(0.999);

export const methodsSchema = z.strictObject({
  /** `sequential` where it is usual to look before the end. */
  inference: inferenceSchema,
  /** Of the intervals: 0.95 is 95%. */
  level: levelSchema,
  /** The smallest difference worth having, as a fraction of what is compared with: 0.01 is 1%. Metrics differ in their units, so it is relative. */
  practical: z.strictObject({
    value: z.number().min(0).max(100, 'A fraction: 0.01 is one percent.'),
    relative: z.literal(true, 'For all metrics alike it can only be relative: each has its own unit.'),
  }),
});
export type Methods = z.infer<typeof methodsSchema>;

/** Units of all variations together at which a sequential interval is tightest where nobody planned a number; never the one that was reached. */
export const usualPlannedUnits = 5000;
