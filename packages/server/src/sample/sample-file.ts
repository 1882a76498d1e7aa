import { fileURLToPath } from 'node:url';

/** Path of the sample that is shipped with the program (see README.md beside it). */
export const sampleFile = (): string => fileURLToPath(new URL('./upworthy-exploratory.csv.gz', import.meta.url));
