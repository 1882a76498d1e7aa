import { addComment, changeComment, deleteComment, listComments } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { CommentsService } from './service.ts';

export function commentsRoutes(comments: CommentsService): Route[] {
  return [
    route(listComments, ({ params, query, caller }) => comments.list(caller!, params.id, query.limit)),
    route(addComment, ({ params, body, caller }) => comments.add(caller!, params.id, body.text)),
    route(changeComment, ({ params, body, caller }) => comments.change(caller!, params.id, body)),
    route(deleteComment, ({ params, query, caller }) => comments.remove(caller!, params.id, query.version)),
  ];
}
