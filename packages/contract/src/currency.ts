import { z } from 'zod';

/** ISO 4217. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'A currency has three capital letters, such as EUR.');
