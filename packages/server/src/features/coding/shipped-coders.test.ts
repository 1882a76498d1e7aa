import { describe, expect, it } from 'vitest';
import { codeText } from './code-text.ts';
import { shippedCoders } from './shipped-coders.ts';

const coderOf = (id: string) => shippedCoders.find((coder) => coder.id === id)!;

/** By coder: what is present, and what only looks like it. */
const cases: Record<string, { present: string[]; absent: string[] }> = {
  'several-sentences': {
    present: [
      'They laughed. Then he sang.',
      'Why? Because!',
      '“No.” She left.',
      '<h1>Sale</h1><p>Come in</p>',
      '你好。再见。',
    ],
    absent: [
      'They laughed.',
      'No. 1 of Dr. Who met Mrs. Jones in the U.S. Senate',
      'Wait for it... Now',
      'At 3.5 percent',
      'J. K. Rowling',
      'Visit example.com today',
      '“Why?” she asked',
      '<p>One thing</p>',
    ],
  },
  numeral: {
    present: ['7 reasons', 'A 20-year wait', '50%', '$1,000.50', 'The 90s', '１０ tips', '½ price'],
    absent: ['seven reasons', 'B2B and H1N1', '三个理由', 'Part two'],
  },
  'starts-with-numeral': { present: ['7 reasons', '“7 reasons”', '$5 a day'], absent: ['The 7 reasons', 'Seven of 7'] },
  question: {
    present: ['Really?', '“Why?” she asked', '真的吗？', 'هل هذا صحيح؟', 'What?!', '???'],
    absent: ['Why it matters', 'https://example.com/?a=1', 'what?ever'],
  },
  quotation: {
    present: [
      'She said "no"',
      'The “best” one',
      "They're called 'Walmart's worst nightmare'",
      '‘So what?’ he said',
      '„Guten Tag“, sagte er',
      '« Bonjour » dit-il',
      '&ldquo;Hi&rdquo;',
      '他说「你好」',
    ],
    absent: [
      "Don't pass 'em on",
      "The boys' and girls' room",
      "Rock 'n' roll in the '90s",
      'A 6" or 8" pizza',
      "It's the dogs' day",
      'An open " mark',
    ],
  },
  'exclamation-mark': { present: ['It is here!', 'What?!', '太好了！', '¡Hola!'], absent: ['It is here', 'a != b'] },
  ellipsis: {
    present: ['And then…', 'And then...', 'Wait . . . what'],
    absent: ['And then..', 'The end.', 'e.g. this'],
  },
  capitals: {
    present: [
      'Do NOT miss it',
      'WATCH: a cat',
      'HUGE SALE NOW',
      "You WON'T regret it",
      'ÉNORME surprise',
      'ПРИВЕТ мир',
    ],
    absent: [
      'Do not miss it',
      'The USA and NASA',
      'I am A',
      'US and UK',
      'The U.S. Senate',
      'WNBA on TV',
      '中文',
      'OK then',
    ],
  },
  emoji: {
    present: ['Sale 🔥', '👨‍👩‍👧 day', 'I ❤ it', '1️⃣ first', '🇳🇱', '🔥'],
    absent: ['Sale :)', '© 2024 Dandelion™', 'No. #1 * 2', '→ here'],
  },
  'second-person': {
    present: ['What would YOU do', 'you’re next', 'Your turn', "Y'all come"],
    absent: ['What would he do', 'Young people'],
  },
  'first-person': {
    present: ['I cried', "We're ready", 'Tell us more', 'My dog', 'THEY LIED TO US ALL'],
    absent: ['The US Senate', 'World War I began', 'In it', 'They cried'],
  },
  'man-or-boy': {
    present: ['He cried', 'My father’s house', 'A guy walks in', 'He’ll win', 'Two boys'],
    absent: ['She cried', 'Hey you guys', 'The human era', 'Boy, have I got news', 'Oh boy'],
  },
  'woman-or-girl': {
    present: ['She cried', 'A mother’s love', 'Miss America', 'Ladies first', 'HER story'],
    absent: ['He cried', "Don't miss this", 'The hero', 'There'],
  },
  'positive-words': {
    present: ['A beautiful day', 'We LOVE it', 'The kids win', 'The well-being of all', 'kindness'],
    absent: [
      'A day',
      'Looks like rain',
      'Not happy',
      "It isn't a very good idea",
      'The kind of thing',
      'The Supreme Court',
    ],
  },
  'negative-words': {
    present: ['I hate it', 'A terrible day', 'They killed it', 'Life-threatening', 'This is not good', 'FED UP'],
    absent: ['A day', 'Not bad at all', "It's never wrong", 'One sentence'],
  },
  negation: {
    present: ['I do not', 'Don’t go', "It ain't so", 'Without him', 'NOTHING', 'cant stop', 'No. Way.'],
    absent: ['I know', 'No. 1 in sales', 'No 1', 'A knot', 'Notable'],
  },
  superlative: {
    present: ['The best day', 'The most honest man', 'Biggest sale', 'Happiest kids', 'worst of all'],
    absent: ['An honest test', 'Most people', 'At least one', 'At most two', 'The wild west', 'A food fest', 'better'],
  },
  urgency: {
    present: [
      'Buy now',
      'Save 20% today',
      'Last chance to win',
      'Ends soon',
      'Don’t miss out',
      'What we need right now',
      'Breaking: cats',
    ],
    absent: ['Now she sings', 'We now know', 'Until now', 'Today’s teens', 'Breaking Bad', 'It is good'],
  },
  'curiosity-gap': {
    present: ['You won’t believe it', 'What happened next', "Here's Why", 'The reason he left', 'THIS IS WHY'],
    absent: ['Why he left', 'Believe it', 'I like this. Is why a word', 'A cat sleeps'],
  },
  'points-at-a-thing': {
    present: ['This is it', 'Those days', 'Like that', 'THAT was it', 'That’s all'],
    absent: ['Things that matter', 'This week', 'The months'],
  },
};

describe.each(Object.entries(cases))('%s', (id, { present, absent }) => {
  it.each(present)('is present in “%s”, and shows where', (text) => {
    expect(coderOf(id).code(text)).toBe('present');
    expect(coderOf(id).evidence!(text).length).toBeGreaterThan(0);
  });

  it.each(absent)('is absent from “%s”', (text) => {
    expect(coderOf(id).code(text)).toBe('absent');
    expect(coderOf(id).evidence!(text)).toEqual([]);
  });
});

describe('the bands', () => {
  it.each([
    ['Buy now', 'short'],
    ['one two three four five six seven eight nine', 'short'],
    ['one two three four five six seven eight nine ten', 'medium'],
    ['a b c d e f g h i j k l m n o p', 'medium'],
    ['a b c d e f g h i j k l m n o p q', 'long'],
    // A hyphen joins, an apostrophe too, a number is one word.
    ["It's well-being for 1,000.50 people in the U.S. today", 'short'],
    // Nine signs, six words by any dictionary.
    ['我爱你们的新产品', 'short'],
  ])('“%s” is %s', (text, level) => {
    expect(coderOf('length').code(text)).toBe(level);
  });

  it.each([
    ['A good day', 'more positive'],
    ['A terrible day', 'more negative'],
    ['A day', 'balanced'],
    // The lexicon gives love 3 and hate −3.
    ['I love it and I hate it', 'balanced'],
    ['Not bad', 'balanced'],
  ])('the sentiment of “%s” is %s', (text, level) => {
    expect(coderOf('sentiment').code(text)).toBe(level);
  });
});

describe('texts that cannot be coded', () => {
  it.each(['', '   ', '<p></p>', '&nbsp;', '\n'])('%j has no level at all', (text) => {
    expect(codeText(shippedCoders, text)).toEqual(new Map());
  });

  it('codes signs where there are no words', () => {
    expect(Object.fromEntries(codeText(shippedCoders, '🔥?!'))).toEqual({
      question: 'present',
      'exclamation-mark': 'present',
      ellipsis: 'absent',
      emoji: 'present',
    });
  });

  const english = shippedCoders.filter(({ languages }) => languages !== null);

  it.each([
    ['Dutch', 'Het geheim van een mooie tuin: dit is wat je nodig hebt'],
    ['Dutch', 'Wat een mooie dag'],
    ['German', 'Warum diese Frau nicht mehr in die Stadt will'],
    ['German', 'Die besten Rezepte für den Sommer und das ganze Jahr'],
    ['French', 'Voici pourquoi vous ne devez pas rater cette vidéo'],
    ['Spanish', 'Lo que pasó después no lo vas a creer'],
    ['Italian', 'Ecco perché questa ragazza non è una di noi'],
    ['Chinese', '你不会相信接下来发生的事情'],
    ['Japanese', 'この女性がしたことは信じられない'],
    ['Arabic', 'لن تصدق ما حدث بعد ذلك'],
    ['Russian', 'Вы не поверите, что случилось дальше'],
    [
      'Polish',
      'Nie uwierzysz, co się stało potem: dziewczynka znalazła w lesie małego kotka, który wymagał natychmiastowej pomocy weterynarza z miasta',
    ],
  ])('leaves %s to nobody but the coders of any language: %s', (_, text) => {
    expect(english.map(({ id, code }) => [id, code(text)]).filter(([, level]) => level !== null)).toEqual([]);
    expect(coderOf('question').code(text)).toBe('absent');
    expect(coderOf('length').code(text)).not.toBeNull();
  });

  it.each([
    'Sale',
    'Buy now',
    'Free shipping worldwide',
    'Die Hard Is A Christmas Movie',
    'He Did Not Die',
    'A Café In The Middle Of Nowhere',
    'Bill Nye Plus Crazy Video Footage Equals Overwhelming Science',
  ])('takes “%s” as English', (text) => {
    expect(coderOf('negation').code(text)).not.toBeNull();
  });

  it('leaves reading ease open under five words', () => {
    expect(coderOf('reading-ease').code('The cat sat down')).toBeNull();
  });
});

describe('shippedCoders', () => {
  it('have ids of their own, two levels or more, and a sentence', () => {
    expect(new Set(shippedCoders.map(({ id }) => id)).size).toBe(shippedCoders.length);
    for (const { id, levels, explains, kind } of shippedCoders) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(explains).toMatch(/\.$/u);
      if (kind === 'presence') expect(levels).toEqual(['absent', 'present']);
      else expect(levels.length).toBeGreaterThan(2);
    }
  });

  it('say a level of their own for any text', () => {
    for (const text of ['Why THIS man cried!', '7', 'ok', 'You won’t believe what she did to win the best prize...'])
      for (const { levels, code } of shippedCoders) {
        const level = code(text);
        if (level !== null) expect(levels).toContain(level);
      }
  });

  it('show what they found in the plain text, also of HTML', () => {
    const coder = coderOf('second-person');
    expect(coder.evidence!('<p>Tom &amp; you</p>')).toEqual([{ from: 6, to: 9 }]);
    expect(coder.evidence!('Tom & you')).toEqual([{ from: 6, to: 9 }]);
  });

  it('do not depend on what was read before', () => {
    const texts = ['He cried.', 'She <b>loves</b> it', '你好', 'He cried.'];
    const forward = texts.map((text) => codeText(shippedCoders, text));
    const backward = [...texts].reverse().map((text) => codeText(shippedCoders, text));
    expect(backward.reverse()).toEqual(forward);
  });
});

describe('hostile texts', () => {
  // Reading one of them more than once a sign takes minutes: the test's own limit is the assertion.
  const signs = 200_000;
  it.each([
    '<a',
    '<a "',
    '<!--',
    '<style>',
    '&',
    '?',
    '.',
    ' ',
    "'",
    "a'",
    'a.',
    'a-',
    '1,',
    '"a',
    '. ',
    'a ',
    'not ',
    'É',
    '我',
    '🔥',
    '\u200d\ud83d',
  ])(
    'reads %j without end in time',
    (piece) => {
      const text = piece.repeat(Math.ceil(signs / piece.length));
      expect(() => codeText(shippedCoders, text)).not.toThrow();
      expect(() => codeText(shippedCoders, `${text}x</p>`)).not.toThrow();
    },
    20_000,
  );
});
