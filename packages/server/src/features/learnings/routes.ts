import {
  addLearningNote,
  changeLearningNote,
  computeLearnings,
  confirmLearning,
  confirmLearningNote,
  deleteLearningNote,
  exportLearnings,
  getLearning,
  getLearnings,
  listLearningConfirmations,
  listLearningNotes,
  withdrawLearningConfirmation,
  withdrawNoteConfirmation,
} from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { NotesService } from './notes-service.ts';
import type { LearningsService } from './service.ts';

/** Words in the place of an id come before it. */
export function learningsRoutes(learnings: LearningsService, notes: NotesService): Route[] {
  return [
    route(getLearnings, () => learnings.read()),
    route(exportLearnings, ({ query }) => learnings.export(query.format)),
    ...notesRoutes(notes),
    route(getLearning, ({ params, query }) => learnings.readOne(params.id, query.limit)),
    route(computeLearnings, () => learnings.compute()),
  ];
}

const notesRoutes = (notes: NotesService): Route[] => [
  route(listLearningNotes, async () => ({ notes: await notes.list() })),
  route(addLearningNote, ({ body, caller }) => notes.add(caller!.actor, body)),
  route(changeLearningNote, ({ params, body, caller }) => notes.change(caller!.actor, params.id, body)),
  route(deleteLearningNote, async ({ params, query, caller }) => {
    await notes.remove(caller!.actor, params.id, query.version);
    return undefined;
  }),
  route(confirmLearningNote, ({ params, caller }) => notes.confirm(caller!.actor, params.id, true)),
  route(withdrawNoteConfirmation, ({ params, caller }) => notes.confirm(caller!.actor, params.id, false)),
  route(listLearningConfirmations, async () => ({ learnings: await notes.confirmations() })),
  route(confirmLearning, ({ params, caller }) => notes.confirmComputed(caller!.actor, params.id, true)),
  route(withdrawLearningConfirmation, ({ params, caller }) => notes.confirmComputed(caller!.actor, params.id, false)),
];
