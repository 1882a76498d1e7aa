/** What a consent is for. There are no other words. */
export type Purpose = 'collect' | 'profile' | 'personalise' | 'learn' | `contact:${string}`;

/** Yes or no to purposes. A purpose that is not there has not been answered. */
export type Choices = { [purpose in Purpose]?: boolean };

/** Where a person said yes or no: in the banner, by a signal of the browser, on the page (a form, a settings page), or by the site's own code. */
export type ConsentPlace = 'banner' | 'gpc' | 'page' | 'api';

/** Anything that JSON can hold. What it cannot hold is left out, as `JSON.stringify` does. */
export type Properties = Record<string, unknown>;

export interface DandelionOptions {
  /** Address of the server without a path behind it, as `https://dandelion.example.com`. */
  url: string;
  /** A public write key of a source. */
  key: string;
  /**
   * `ask` (default): nothing is sent and nothing is stored before `collect` has a yes. `opt-out`: events are sent until there is a no, under an
   * id that lives as long as the page; nothing is stored before a yes here either.
   */
  consent?: 'ask' | 'opt-out';
  /** Version of the text that people agree to, as `2026-11`. A yes to another version does not count; a no does. */
  policy?: string;
  /** `off`: no page view by itself, only by `page()`. */
  pages?: 'on' | 'off';
}

export interface ConsentState {
  /** What the person chose here, as far as there is an answer. */
  choices: Choices;
  /** Whether the person answered to the present version of the policy. */
  answered: boolean;
  /** Whether the browser says no by Global Privacy Control. */
  signal: boolean;
  /** Whether events are sent now. */
  collecting: boolean;
}

export interface Consent {
  /**
   * Says what the person chose; purposes that are not named stay as they are. A yes to `collect` sends what happened on this page and begins to
   * remember; a no to it forgets everything but the no. The window gets an event `dandelion-consent` with the new state.
   */
  (choices: Choices, from?: { place?: ConsentPlace }): void;
  /** How things are now. */
  read(): ConsentState;
}

/** A call as data, for a page that does not know whether the script has come: `['track', 'Signed up', { plan: 'free' }]`. */
export type Call =
  | { [Name in Callable]: [Name, ...Parameters<Dandelion[Name]>] }[Callable]
  | ['showConsent']
  | ((dandelion: Dandelion) => unknown);
type Callable = 'track' | 'page' | 'identify' | 'alias' | 'reset' | 'consent';

export interface Dandelion {
  /** Something happened. */
  track(name: string, properties?: Properties): void;
  /** A page was seen. Only needed where `pages` is off or a view is no address. */
  page(name?: string, properties?: Properties): void;
  /**
   * This is who it is. Another user id than before is another person: they get an anonymous id of their own. With a token that your server signed
   * the claim counts as proven.
   */
  identify(userId: string, traits?: Properties, proof?: { token?: string }): void;
  /** Who was known by `previousId` (the anonymous id when left out) is known by `userId` from now on. */
  alias(userId: string, previousId?: string): void;
  /** Somebody signed out: who it was is forgotten, what they answered stays, since it is of this browser. */
  reset(): void;
  consent: Consent;
  /** Does a call that was written as data. */
  push(call: Call): void;
}
