import {
  addSegment,
  changeSegment,
  countSegment,
  deleteSegment,
  getSegment,
  listSegmentMembers,
  listSegments,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { SegmentsService } from './service.ts';

export function segmentsRoutes(segments: SegmentsService): Route[] {
  return [
    route(listSegments, async () => ({ segments: await segments.list() })),
    route(countSegment, ({ body }) => segments.count(body.tree)),
    route(getSegment, ({ params }) => segments.read(params.id)),
    route(addSegment, ({ body, caller }) => segments.add(caller!.actor, body)),
    route(changeSegment, ({ params, body, caller }) => segments.change(caller!.actor, params.id, body)),
    route(deleteSegment, async ({ params, query, caller }) => {
      await segments.remove(caller!.actor, params.id, query.version);
      return undefined;
    }),
    route(listSegmentMembers, ({ params, query }) => segments.members(params.id, query)),
  ];
}
