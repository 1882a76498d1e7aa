import { type AnswerOf, type Endpoint, getSession, type Session } from '@dandelion-loop/contract';
import {
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
  type UseMutationOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { texts } from '../texts/api.ts';
import { notify } from '../ui/notify.ts';
import { call, type InputOf } from './api.ts';
import { ApiProblem } from './api-problem.ts';

/** Answers are kept and shared by endpoint and input; commands are not. */

const passing = (error: Error): boolean =>
  error instanceof ApiProblem && (error.code === 'unreachable' || error.status === 503);

export function makeQueryClient(): QueryClient {
  const role = () => client.getQueryData<Session>(keyOf(getSession, {}))?.member.role;
  // What was shown and is not allowed: the member's role is another one by now.
  const onError = async (error: Error): Promise<void> => {
    if (!(error instanceof ApiProblem) || error.code !== 'not-allowed') return;
    await client.invalidateQueries({ queryKey: keyOf(getSession, {}) });
  };
  // What was pressed vanishes with the role: the reason stays.
  const onRefused = async (error: Error): Promise<void> => {
    const before = role();
    await onError(error);
    if (role() !== before) notify({ tone: 'warning', title: texts.notAllowedTitle, text: error.message });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => void onError(error) }),
    mutationCache: new MutationCache({ onError: (error) => void onRefused(error) }),
    defaultOptions: {
      queries: {
        // The server is on this machine or in this house: whether the world can be reached says nothing.
        networkMode: 'always',
        staleTime: 10_000,
        retry: (count, error) => count < 2 && passing(error),
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}

/** The key of all answers of an endpoint begins with its path: invalidate `[endpoint.path]` when they have changed. */
export const keyOf = <E extends Endpoint>(endpoint: E, input: InputOf<E>): readonly unknown[] => [endpoint.path, input];

export const answerOptions = <E extends Endpoint>(endpoint: E, input: InputOf<E>) =>
  queryOptions<AnswerOf<E>, Error>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
  });

export interface AnswerChoices<E> {
  enabled?: boolean;
  /** Milliseconds between two askings, or false. */
  refetchInterval?: number | false | ((answer: AnswerOf<E> | undefined) => number | false);
  /** Shows the answer of the input before while the new one comes. */
  keepPrevious?: boolean;
  staleTime?: number;
}

/** Asks an endpoint that reads. */
export function useAnswer<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { enabled = true, refetchInterval, keepPrevious = false, staleTime }: AnswerChoices<E> = {},
): UseQueryResult<AnswerOf<E>, Error> {
  return useQuery({
    ...answerOptions(endpoint, input),
    enabled,
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(refetchInterval === undefined
      ? {}
      : {
          refetchInterval:
            typeof refetchInterval === 'function'
              ? (query: { state: { data: unknown } }) => refetchInterval(query.state.data as AnswerOf<E> | undefined)
              : refetchInterval,
        }),
    ...(keepPrevious ? { placeholderData: (previous: AnswerOf<E> | undefined) => previous as never } : {}),
  });
}

type CommandChoices<E> = Omit<UseMutationOptions<AnswerOf<E>, Error, InputOf<E>>, 'mutationFn'>;

/** Calls an endpoint that changes something, when asked to: `command.mutate({ params, body })`. */
export function useCommand<E extends Endpoint>(
  endpoint: E,
  choices: CommandChoices<E> = {},
): UseMutationResult<AnswerOf<E>, Error, InputOf<E>> {
  return useMutation({ ...choices, mutationFn: (input: InputOf<E>) => call(endpoint, input) });
}
