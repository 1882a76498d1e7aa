/** Of this Dandelion. */
export const version = '0.1.0';
