import {
  addComment,
  type Comment,
  changeComment,
  deleteComment,
  type Experiment,
  listComments,
} from '@dandelion-loop/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/api-problem.ts';
import { useSession } from '../../app/member.ts';

/** Comments as they are shown: what is on its way stands there already, and goes again when it does not arrive. */

interface Listed {
  comments: Comment[];
  earlier: number;
}

/** Of a comment that the server has not answered yet. */
const waitingId = '00000000-0000-0000-0000-000000000000';
export const isWaiting = ({ id }: Comment): boolean => id === waitingId;

/** Changes the lists of one experiment, however many of its comments they hold. Gives back what they were. */
function useLists(experimentId: Experiment['id']) {
  const client = useQueryClient();
  const ofExperiment = {
    queryKey: [listComments.path],
    predicate: ({ queryKey: [, input] }: { queryKey: readonly unknown[] }) =>
      (input as { params?: { id?: string } }).params?.id === experimentId,
  };
  return {
    async change(edit: (comments: Comment[]) => Comment[]) {
      await client.cancelQueries(ofExperiment);
      const before = client.getQueriesData<Listed>(ofExperiment);
      client.setQueriesData<Listed>(ofExperiment, (kept) => kept && { ...kept, comments: edit(kept.comments) });
      return () => {
        for (const [key, kept] of before) client.setQueryData(key, kept);
      };
    },
    refresh: () => client.invalidateQueries(ofExperiment),
  };
}

const replace = (comment: Comment) => (comments: Comment[]) =>
  comments.map((one) => (one.id === comment.id ? comment : one));

export function useAddComment(experimentId: string) {
  const lists = useLists(experimentId);
  const { member } = useSession();
  const waiting = (text: string): Comment => ({
    ...{ id: waitingId, experimentId, text, version: 1, changedAt: null, deletedAt: null, deletedBy: null },
    by: { kind: 'member', id: member.id, name: member.name },
    createdAt: new Date().toISOString(),
    may: { change: false, delete: false },
  });
  return useMutation<Comment, Error, string, () => void>({
    networkMode: 'always',
    mutationFn: (text) => call(addComment, { params: { id: experimentId }, body: { text } }),
    onMutate: (text) => lists.change((comments) => [...comments, waiting(text)]),
    onSuccess: (comment) =>
      lists.change((comments) => [...comments.filter((one) => !isWaiting(one) && one.id !== comment.id), comment]),
    onError: (_error, _text, undo) => undo?.(),
    onSettled: () => lists.refresh(),
  });
}

interface Changing {
  comment: Comment;
  text: string;
}

/** Whether somebody, or oneself in another tab, was faster. Then the newest is on the page. */
export const isConflict = (error: Error | null): boolean => error instanceof ApiProblem && error.code === 'conflict';

export function useChangeComment(experimentId: string) {
  const lists = useLists(experimentId);
  return useMutation<Comment, Error, Changing, () => void>({
    networkMode: 'always',
    mutationFn: ({ comment: { id, version }, text }) =>
      call(changeComment, { params: { id }, body: { version, text } }),
    onMutate: ({ comment, text }) => lists.change(replace({ ...comment, text })),
    onSuccess: (comment) => lists.change(replace(comment)),
    onError: (_error, _input, undo) => undo?.(),
    onSettled: () => lists.refresh(),
  });
}

export function useDeleteComment(experimentId: string) {
  const lists = useLists(experimentId);
  return useMutation<Comment, Error, Comment>({
    networkMode: 'always',
    mutationFn: ({ id, version }) => call(deleteComment, { params: { id }, query: { version } }),
    onSuccess: (comment) => lists.change(replace(comment)),
    onSettled: () => lists.refresh(),
  });
}
