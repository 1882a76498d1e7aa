/** Ids of customers as people and programs see them, and as the engine has them. */

/** Which customer is meant: their own id, or one of the ids that events come with. */
export interface Meant {
  kind: 'customer' | 'user' | 'anonymous';
  text: string;
}

const ownId = /^[0-9a-f]{16}$/;

/** What an id in a path or on a command line can mean, likeliest first. */
export function meanings(id: string): Meant[] {
  const named = /^(user|anonymous):(.+)$/s.exec(id);
  if (named !== null) return [{ kind: named[1] as 'user' | 'anonymous', text: named[2]! }];
  const user: Meant = { kind: 'user', text: id };
  return ownId.test(id) ? [{ kind: 'customer', text: id }, user] : [user];
}

/** SQL of a number as 16 hexadecimal digits: JavaScript's numbers do not hold it. */
export const hexOf = (number: string): string => `leftPad(lower(hex(${number})), 16, '0')`;

/** Of 16 hexadecimal digits, to be bound as UInt64. */
export const boundId = (hex: string): string => BigInt(`0x${hex}`).toString();

/** SQL of a moment as milliseconds since 1970. */
export const millisecondsOf = (moment: string): string => `toUnixTimestamp64Milli(${moment})`;

export const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
