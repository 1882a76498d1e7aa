export * from './failure.ts';
export * from './result.ts';
export * from './size.ts';
