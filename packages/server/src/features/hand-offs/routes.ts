import {
  addBetComment,
  addHandOff,
  changeBetComment,
  changeHandOff,
  deleteBetComment,
  listBetComments,
  readOwnPart,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { HandOffsService } from './service.ts';

export function handOffsRoutes(handOffs: HandOffsService): Route[] {
  return [
    route(addHandOff, ({ params, body, caller }) => handOffs.add(caller!, params.id, body)),
    route(changeHandOff, ({ params, body, caller }) => handOffs.change(caller!, params.id, body)),
    route(readOwnPart, ({ caller }) => handOffs.mine(caller!)),
    route(listBetComments, ({ params, query, caller }) => handOffs.comments(caller!, params.id, query.limit)),
    route(addBetComment, ({ params, body, caller }) => handOffs.comment(caller!, params.id, body.text)),
    route(changeBetComment, ({ params, body, caller }) => handOffs.changeComment(caller!, params.id, body)),
    route(deleteBetComment, async ({ params, query, caller }) => {
      await handOffs.removeComment(caller!, params.id, query.version);
      return undefined;
    }),
  ];
}
