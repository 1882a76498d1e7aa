export { createConsentGate, type RunningConsentGate } from './consent-gate.ts';
