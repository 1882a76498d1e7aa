import { describe, expect, it } from 'vitest';
import { isYesOrNoText } from './cells.ts';

describe('yes and no', () => {
  it.each(['1', '0', 'TRUE', 'no', 'ja', 'Nein', 'nee', 'oui', 'non', 'wahr', 'onwaar'])('%s is one', (text) => {
    expect(isYesOrNoText(text)).toBe(true);
  });
  it.each(['', '2', 'maybe', 'jan', 'none', 'yes!'])('“%s” is none', (text) => {
    expect(isYesOrNoText(text)).toBe(false);
  });
});
