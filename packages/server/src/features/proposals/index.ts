export type { AskedTest } from './drafts.ts';
export { libraryPrior } from './library-prior.ts';
export { proposalsRoutes } from './routes.ts';
export { createProposals } from './service.ts';
export type { Valuer } from './valuer.ts';
