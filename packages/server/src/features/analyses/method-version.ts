/**
 * The version of the method, stored with every answer. It grows with every change that can give another number, verdict or
 * check for the same rows and the same choices; wording alone does not count.
 */
export const methodVersion = '1';
