import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';

/** What members would like to test. Proposals rank them by the same measure as all else. */

const change = z.number().min(-0.99).max(10);
const words = (longest: number) => z.string().trim().min(1, 'Write something.').max(longest);

const ideaShape = {
  title: words(200),
  /** What is varied, as learnings name it; null: the idea as a whole. */
  attribute: words(200).nullable(),
  reference: words(200).nullable(),
  level: words(200).nullable(),
  /** Change of the metric for the better, relative: four times in five it lies between these. */
  low: change,
  high: change,
  /** What it is worth in all if it does what is expected (the middle), in the workspace's currency; null: as with other tests. */
  worth: z.number().positive().max(1e12).nullable(),
};

export const ideaSchema = z.object({
  id: z.uuid(),
  ...ideaShape,
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});
export type Idea = z.infer<typeof ideaSchema>;

const askedIdeaSchema = z.strictObject({
  ...ideaShape,
  attribute: ideaShape.attribute.default(null),
  reference: ideaShape.reference.default(null),
  level: ideaShape.level.default(null),
  worth: ideaShape.worth.default(null),
});

const ofIdea = z.object({ id: z.uuid() });

export const listIdeas = defineEndpoint({
  method: 'GET',
  path: '/api/ideas',
  permission: 'learnings:read',
  summary: 'List ideas for tests, the newest first',
  answer: z.object({ ideas: z.array(ideaSchema) }),
});

export const addIdea = defineEndpoint({
  method: 'POST',
  path: '/api/ideas',
  permission: 'learnings:write',
  summary: 'Add an idea for a test',
  body: askedIdeaSchema,
  answer: ideaSchema,
  status: 201,
});

export const changeIdea = defineEndpoint({
  method: 'PATCH',
  path: '/api/ideas/:id',
  permission: 'learnings:write',
  summary: 'Change an idea',
  description: 'What is left out stays as it is. 409 when somebody else changed it since `version`.',
  params: ofIdea,
  body: z.strictObject({ version: z.int32(), ...z.strictObject(ideaShape).partial().shape }),
  answer: ideaSchema,
});

export const deleteIdea = defineEndpoint({
  method: 'DELETE',
  path: '/api/ideas/:id',
  permission: 'learnings:write',
  summary: 'Delete an idea',
  params: ofIdea,
});
