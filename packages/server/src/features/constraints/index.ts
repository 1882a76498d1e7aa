export { constraintsRoutes } from './routes.ts';
export { type ConstraintsParts, createConstraints } from './service.ts';
