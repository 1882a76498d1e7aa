export { uploadsRoutes } from './routes.ts';
export { createUploads, type Uploads } from './service.ts';
