import { describe, expect, it } from 'vitest';
import { fileName } from './share-file.ts';

describe('fileName', () => {
  it('is made of the words of a title', () => {
    expect(fileName('Did the e-mail bring them back?', 'png')).toBe('dandelion-did-the-e-mail-bring-them-back.png');
  });

  it('keeps other scripts and drops what a system could misread', () => {
    expect(fileName('../../etc/passwd\u0000 <שלום> 日本語', 'svg')).toBe('dandelion-etc-passwd-שלום-日本語.svg');
  });

  it('has a name for a title without a letter, and an end for one without end', () => {
    expect(fileName('?!', 'png')).toBe('dandelion.png');
    expect(fileName('x'.repeat(500), 'png')).toHaveLength('dandelion-.png'.length + 60);
  });
});
