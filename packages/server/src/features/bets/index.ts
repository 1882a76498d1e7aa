export { betEvidence } from './bet-evidence.ts';
export { betsToday } from './bets-today.ts';
export { breakerEvidence } from './breaker-evidence.ts';
export { betsRoutes } from './routes.ts';
export { giveBreakersTo } from './run-bets.ts';
export { type BetsService, createBets } from './service.ts';
