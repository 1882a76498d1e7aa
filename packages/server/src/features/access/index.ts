export { type Attempts, addressSubject, createAttempts } from './attempts.ts';
export { newMachineKey } from './keys.ts';
export { accessRoutes } from './routes.ts';
export { createAccess } from './service.ts';
export { hashOf, newToken } from './tokens.ts';
