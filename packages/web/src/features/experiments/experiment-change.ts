import {
  type BodyInputOf,
  changeExperiment,
  type Experiment,
  getExperiment,
  listExperiments,
  summarizeExperiments,
} from '@dandelion-loop/contract';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/api-problem.ts';

/** What people add to an experiment: title, tags, note. The version tells whether somebody else was faster. */

type Change = Omit<BodyInputOf<typeof changeExperiment>, 'version'>;
export type Added = Pick<Experiment, 'title' | 'tags' | 'note' | 'version'>;

/** From what is there to what is wanted. Null: it cannot be wanted any more, because somebody else changed the same. */
export type Wish = (now: Added) => Change | null;

/** A text, unless somebody else changed that text since it was read. */
export const textWish =
  (field: 'title' | 'note', before: string, wanted: string): Wish =>
  (now) =>
    now[field] === before || now[field] === wanted ? { [field]: wanted } : null;

/** Tags of two people are joined, never overwritten. */
export const tagWish =
  ({ add, remove }: { add?: string; remove?: string }): Wish =>
  ({ tags }) => ({
    tags: [...tags.filter((tag) => tag !== remove && tag !== add), ...(add === undefined ? [] : [add])],
  });

/** Somebody else changed the same text meanwhile. */
export class ChangedMeanwhile extends Error {
  readonly now: Added;
  constructor(now: Added) {
    super('Changed meanwhile');
    this.now = now;
  }
}

const attempt = (id: string, now: Added, wish: Wish): Promise<Experiment> => {
  const change = wish(now);
  if (change === null) throw new ChangedMeanwhile(now);
  return call(changeExperiment, { params: { id }, body: { version: now.version, ...change } });
};

/** When another part was changed by somebody else, the change is made on top of theirs. */
async function send(id: string, now: Added, wish: Wish): Promise<Experiment> {
  try {
    return await attempt(id, now, wish);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== 'conflict') throw problem;
    return attempt(id, await call(getExperiment, { params: { id }, query: {} }), wish);
  }
}

/** All answers of this experiment that are on the page or kept get the same title, tags and note. */
function remember(client: QueryClient, id: string, { title, tags, note, version }: Added): void {
  client.setQueriesData<Experiment>({ queryKey: [getExperiment.path] }, (kept) =>
    kept?.id === id ? { ...kept, title, tags, note, version } : kept,
  );
  for (const { path } of [listExperiments, summarizeExperiments]) void client.invalidateQueries({ queryKey: [path] });
}

export function useChange(experiment: Experiment) {
  const client = useQueryClient();
  const { id } = experiment;
  return useMutation<Experiment, Error, Wish>({
    networkMode: 'always',
    mutationFn: (wish) => send(id, experiment, wish),
    onSuccess: (changed) => remember(client, id, changed),
    onError: (problem) => {
      if (problem instanceof ChangedMeanwhile) remember(client, id, problem.now);
    },
  });
}
