export { createKeyDoor, type FoundKey, type SourceRules } from './key-door.ts';
export { createKnownSources } from './known-sources.ts';
export { allowsOrigin } from './origins.ts';
export { sourcesRoutes } from './routes.ts';
export { createSources } from './service.ts';
