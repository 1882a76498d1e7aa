export { preferencesRoutes } from './routes.ts';
export { createPreferences } from './service.ts';
