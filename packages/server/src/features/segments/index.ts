export { type CountedSets, countSets } from './customers-of-trees.sql.ts';
export { fillSegments } from './fill-segments.ts';
export { segmentsRoutes } from './routes.ts';
export { createSegments, readSegmentTrees, type SegmentUser, treeHash } from './service.ts';
