export { type LearnerAnswer, type LearnerData, learnInThread } from './learn-in-thread.ts';
export { type LearnFile, type LearnRequest, learnFile } from './learn-file.ts';
export { createLearner } from './learner.ts';
export { learningsRoutes } from './routes.ts';
export { createLearnings } from './service.ts';
