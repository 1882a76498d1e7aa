export { practicalBand } from './effect-scale.ts';
export { type LearnRequest, learnFile } from './learn-file.ts';
export { type LearnerAnswer, type LearnerData, learnInThread } from './learn-in-thread.ts';
export { createLearner } from './learner.ts';
export { learningEvidence } from './learning-evidence.ts';
export { Library } from './library.ts';
export { createNotes } from './notes-service.ts';
export { learningsRoutes } from './routes.ts';
export { createLearnings } from './service.ts';
