export { webhooksRoutes } from './routes.ts';
export { createWebhooks, type WebhooksService } from './service.ts';
