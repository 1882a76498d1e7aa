export { createConsentGate } from './consent-gate.ts';
export { type ConsentMirror, createConsentMirror } from './mirror.ts';
export { consentStep } from './move-step.ts';
