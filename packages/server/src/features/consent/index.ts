export { createConsentGate } from './consent-gate.ts';
export { createConsents } from './consents.ts';
export { type ConsentMirror, createConsentMirror } from './mirror.ts';
export { consentStep } from './move-step.ts';
export { consentRoutes } from './routes.ts';
export { signedUser } from './signed-user.ts';
