import { describe, expect, it } from 'vitest';
import { type Added, tagWish, textWish } from './experiment-change.ts';

const now: Added = { title: 'As it was', tags: ['mail', 'spring'], note: 'Old note', version: 4 };

describe('textWish', () => {
  it('changes a text that is as it was read, whatever else was changed', () => {
    expect(textWish('note', 'Old note', 'Mine')({ ...now, title: 'Theirs', version: 9 })).toEqual({ note: 'Mine' });
  });

  it('does not overwrite what somebody else wrote', () => {
    expect(textWish('note', 'Old note', 'Mine')({ ...now, note: 'Theirs' })).toBeNull();
    expect(textWish('title', 'As it was', 'Mine')({ ...now, title: 'Theirs' })).toBeNull();
  });

  it('is content when somebody else wrote the same', () => {
    expect(textWish('note', 'Old note', 'Mine')({ ...now, note: 'Mine' })).toEqual({ note: 'Mine' });
  });
});

describe('tagWish', () => {
  it('adds to and takes from what is there now', () => {
    const theirs = { ...now, tags: ['mail', 'theirs'] };
    expect(tagWish({ add: 'mine' })(theirs)).toEqual({ tags: ['mail', 'theirs', 'mine'] });
    expect(tagWish({ remove: 'mail' })(theirs)).toEqual({ tags: ['theirs'] });
  });

  it('has no tag twice and misses none that is gone', () => {
    expect(tagWish({ add: 'mail' })(now)).toEqual({ tags: ['spring', 'mail'] });
    expect(tagWish({ remove: 'gone' })(now)).toEqual({ tags: ['mail', 'spring'] });
  });
});
