import { createDandelion } from './create-dandelion.ts';
import type { Call, Dandelion, DandelionOptions } from './types.ts';

declare global {
  interface Window {
    /** Calls that were made before the script came, then Dandelion itself. */
    dandelion?: Call[] | Dandelion;
  }
}

/** Starts Dandelion as the script element says, and does what was asked before it came. `complete` adds to it before that. */
export function startFromPage(complete: (dandelion: Dandelion, script: HTMLScriptElement) => void = () => {}): void {
  const asked = window.dandelion;
  // A page with the script twice would count twice.
  if (asked && 'track' in asked) return;
  const script = document.currentScript as HTMLScriptElement;
  const { key, url, ...options } = script.dataset;
  const server = url ?? script.src.replace(/\/sdk\/[^/]*$/, '');
  const dandelion = createDandelion({ url: server, key, ...options } as DandelionOptions);
  window.dandelion = dandelion;
  complete(dandelion, script);
  // An element with this id is under this name too.
  if (Array.isArray(asked)) for (const call of asked) dandelion.push(call);
}
