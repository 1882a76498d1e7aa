import { expect, test } from 'vitest';
import { guessColumns, guessOf, readHead, withColumns } from './csv-head.ts';

test('the head of an export is read, whatever parts it', () => {
  expect(readHead('bet,on,value\nx,2027-01-31,1')).toEqual({ columns: ['bet', 'on', 'value'], delimiter: ',' });
  expect(readHead('\uFEFFCampaign;"Date; of it";Cost\r\n')).toEqual({
    ...{ columns: ['Campaign', 'Date; of it', 'Cost'], delimiter: ';' },
  });
  expect(readHead('bet\ton\tvalue\t\n').columns).toEqual(['bet', 'on', 'value', '']);
  expect(readHead('"a ""b""",c').columns).toEqual(['a "b"', 'c']);
  expect(readHead('').columns).toEqual([]);
});

test('columns are guessed by their names, an exact one before what others call it', () => {
  const head = readHead('Name,Date,Cost,Note,bet');
  expect(guessColumns(head, 'bets')).toEqual({ bet: 4, on: 1, value: 2, note: 3 });
  expect(guessOf(head)).toBe('bets');
  expect(guessOf(readHead('outcome,on,value'))).toBe('outcomes');
});

test('the text goes out under the columns that were chosen, its rows as they are', () => {
  const text = '\uFEFFCampaign;Day;Cost;value\r\n"Radio; spring";2027-01-31;1,50;9\r\n';
  const head = readHead(text);
  const chosen = guessColumns(head, 'bets');
  expect(chosen).toEqual({ bet: 0, on: 1, value: 3 });
  expect(withColumns(text, head, { ...chosen, value: 2 })).toBe(
    '"bet";"on";"value";"left out 4"\r\n"Radio; spring";2027-01-31;1,50;9\r\n',
  );
});
