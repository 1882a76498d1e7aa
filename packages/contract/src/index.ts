export * from './failure.ts';
export * from './result.ts';
