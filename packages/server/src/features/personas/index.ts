export { personasRoutes } from './routes.ts';
export { createPersonas, personasNamingSegments } from './service.ts';
