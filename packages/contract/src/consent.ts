/** For what a customer's data may be used, and what customers said of it. */

/** Ways to reach somebody. A yes to one is no yes to another. */
export const consentChannels = ['email', 'sms', 'push', 'phone', 'post', 'chat'] as const;

/** All words there are for a purpose. New ones are added at the end: answers are kept by place. */
export const consentPurposes = [
  'collect',
  'profile',
  'personalise',
  'learn',
  'contact:email',
  'contact:sms',
  'contact:push',
  'contact:phone',
  'contact:post',
  'contact:chat',
] as const satisfies readonly ('collect' | 'profile' | 'personalise' | 'learn' | `contact:${ConsentChannel}`)[];

export type ConsentChannel = (typeof consentChannels)[number];
export type ConsentPurpose = (typeof consentPurposes)[number];

export const isConsentPurpose = (text: string): text is ConsentPurpose =>
  (consentPurposes as readonly string[]).includes(text);
