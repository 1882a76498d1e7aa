/** Goes with every event as `context.library.version`. The same as in package.json. */
export const version = '0.1.0';
