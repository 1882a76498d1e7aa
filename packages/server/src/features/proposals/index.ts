export type { AskedTest } from './drafts.ts';
export { draftsToday } from './drafts-today.ts';
export { libraryPrior } from './library-prior.ts';
export { proposalEvidence } from './proposal-evidence.ts';
export { proposalsRoutes } from './routes.ts';
export { createProposals } from './service.ts';
export type { Valuer } from './valuer.ts';
