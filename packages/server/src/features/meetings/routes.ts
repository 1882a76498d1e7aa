import {
  changeMeeting,
  endMeeting,
  followMeeting,
  getMeeting,
  listMeetings,
  readAgenda,
  readNotes,
  startMeeting,
  turnTimer,
  writeNotes,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { MeetingsService } from './service.ts';

export function meetingsRoutes(meetings: MeetingsService): Route[] {
  return [
    route(readAgenda, ({ params }) => meetings.agenda(params.id)),
    route(startMeeting, ({ params, body, caller }) => meetings.start(caller!, params.id, body)),
    route(listMeetings, ({ query }) => meetings.list(query)),
    route(getMeeting, ({ params }) => meetings.read(params.id)),
    route(turnTimer, ({ params, body, caller }) => meetings.turn(caller!, params.id, body)),
    route(changeMeeting, ({ params, body, caller }) => meetings.change(caller!, params.id, body)),
    route(endMeeting, ({ params, body, caller }) => meetings.end(caller!, params.id, body.version)),
    route(readNotes, ({ params, query }) => meetings.notes(params.id, query.state)),
    route(writeNotes, ({ params, body, caller }) => meetings.write(caller!, params.id, body.update)),
    route(followMeeting, async ({ params, caller }) => ({
      ...{ fileName: null, mediaType: 'text/event-stream' },
      content: await meetings.follow(caller!, params.id),
    })),
  ];
}
