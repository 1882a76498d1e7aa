import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhooks,
  pauseWebhook,
  resumeWebhook,
  retryDelivery,
  rotateWebhookSecret,
  testWebhook,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { WebhooksService } from './service.ts';

export function webhooksRoutes(webhooks: WebhooksService): Route[] {
  return [
    route(listWebhooks, async () => ({ webhooks: await webhooks.list() })),
    route(createWebhook, ({ caller, body }) => webhooks.create(caller!.actor, body)),
    route(getWebhook, ({ params }) => webhooks.get(params.id)),
    route(changeWebhook, ({ caller, params, body }) => webhooks.change(caller!.actor, params.id, body)),
    route(deleteWebhook, async ({ caller, params }) => {
      await webhooks.remove(caller!.actor, params.id);
      return undefined;
    }),
    route(pauseWebhook, ({ caller, params }) => webhooks.pause(caller!.actor, params.id)),
    route(resumeWebhook, ({ caller, params }) => webhooks.resume(caller!.actor, params.id)),
    route(rotateWebhookSecret, ({ caller, params }) => webhooks.rotateSecret(caller!.actor, params.id)),
    route(testWebhook, ({ caller, params }) => webhooks.test(caller!.actor, params.id)),
    route(listDeliveries, ({ params, query }) => webhooks.deliveries(params.id, query)),
    route(getDelivery, ({ params }) => webhooks.delivery(params.id, params.deliveryId)),
    route(retryDelivery, ({ caller, params }) => webhooks.retry(caller!.actor, params.id, params.deliveryId)),
  ];
}
