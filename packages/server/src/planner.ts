import { parentPort } from 'node:worker_threads';
import { createPlanner, type PlannerMessage, plannerReply } from './features/plan-answers/index.ts';

/** Door of the thread that computes plans: one answer for each message, in order. */

const planner = createPlanner();
parentPort!.on('message', (message: PlannerMessage) => parentPort!.postMessage(plannerReply(planner, message)));
