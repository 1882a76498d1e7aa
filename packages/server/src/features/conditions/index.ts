export {
  type ColumnResolver,
  type CompiledCondition,
  compileCondition,
  conditionColumns,
} from './compile-condition.ts';
export { provePatterns } from './prove-patterns.ts';
