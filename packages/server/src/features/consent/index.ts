export { createConsentGate } from './consent-gate.ts';
export { createConsentMirror } from './mirror.ts';
export { consentStep } from './move-step.ts';
