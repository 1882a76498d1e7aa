import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';
import { NotFound } from '../not-found.tsx';
import { Root } from '../root.tsx';

export interface RouteContext {
  client: QueryClient;
}

/** Around every page. */
export const root = createRootRouteWithContext<RouteContext>()({ component: Root, notFoundComponent: NotFound });
