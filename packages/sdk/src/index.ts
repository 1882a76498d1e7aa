export { createDandelion } from './create-dandelion.ts';
export type {
  Call,
  Choices,
  Consent,
  ConsentPlace,
  ConsentState,
  Dandelion,
  DandelionOptions,
  Properties,
  Purpose,
} from './types.ts';
