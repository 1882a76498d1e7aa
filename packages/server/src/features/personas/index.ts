export { personasRoutes } from './routes.ts';
export { createPersonas, type PersonasService, personasNamingSegments } from './service.ts';
