export { createCoders } from './coders-service.ts';
export { createCodes } from './codes-service.ts';
export { type HandCode, handAttribute, readHandAttributes, readHandCodes, readMergedLevels } from './hand-codes.ts';
export { type CodersInUse, readCoderDefinitions, readCoders } from './own-coders.ts';
export { type LevelCounts, readCodingStamp } from './records.ts';
export { codingRoutes } from './routes.ts';
