import { describe, expect, test } from 'vitest';
import { sampleFile } from '../../sample/sample-file.ts';
import { inspectFile } from '../files/index.ts';
import { noEngine } from '../files/test-files.ts';
import { guessRoles } from './guess-roles.ts';
import { dataset } from './test-data.ts';

/** "metric (mean)", "unit", or nothing, by column. */
function shown(columns: readonly string[], head: Parameters<typeof guessRoles>[1]): Record<string, string> {
  const guesses = guessRoles(columns, head);
  return Object.fromEntries(
    columns.map((column, at) => {
      const { guess, kind } = guesses[at]!;
      return [column, kind === null ? guess : `${guess} (${kind})`];
    }),
  );
}

async function ofFile(path: string) {
  const { columns, head } = await inspectFile(path, { engine: noEngine });
  return shown(columns, head);
}

/** Rows written by a pattern that repeats: `at` counts from 0. */
function ofRows(rows: number, row: (at: number) => Record<string, string | number>) {
  const head = Array.from({ length: rows }, (_, at) =>
    Object.fromEntries(Object.entries(row(at)).map(([name, value]) => [name, String(value)])),
  );
  return shown(Object.keys(head[0]!), head);
}

const ofTable = (text: string, delimiter = ';') => {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(delimiter));
  return shown(
    header,
    rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))),
  );
};

describe('files of the world', () => {
  const hillstrom = dataset('hillstrom_email_2008.csv.gz');

  test.skipIf(hillstrom === null)('Hillstrom: the segment is the variation', async () => {
    expect(await ofFile(hillstrom!)).toEqual({
      recency: 'none (count)',
      history_segment: 'segment',
      history: 'none (mean)',
      mens: 'segment (proportion)',
      womens: 'segment (proportion)',
      zip_code: 'segment',
      newbie: 'segment (proportion)',
      channel: 'segment',
      segment: 'variation',
      visit: 'metric (proportion)',
      conversion: 'metric (proportion)',
      // Nobody among the first rows bought anything.
      spend: 'metric (mean)',
    });
  });

  test('the sample: many tests in one file', async () => {
    expect(await ofFile(sampleFile())).toEqual({
      clickability_test_id: 'test',
      variation: 'variation',
      headline: 'text',
      lede: 'none',
      excerpt: 'none',
      impressions: 'denominator (count)',
      clicks: 'metric (proportion)',
      significance: 'none (mean)',
      winner: 'none (proportion)',
      first_place: 'none (proportion)',
      test_week: 'period',
      eyecatcher_id: 'held',
    });
  });

  const telco = dataset('telco_churn_ibm.csv.gz');
  test.skipIf(telco === null)('customers without a test: no variation is made up', async () => {
    const found = await ofFile(telco!);
    expect(found).toMatchObject({ customerID: 'unit', Churn: 'metric (proportion)', Contract: 'segment' });
    expect(Object.values(found).filter((guess) => guess === 'variation' || guess === 'test')).toEqual([]);
    expect(Object.values(found).filter((guess) => guess.startsWith('segment'))).toHaveLength(10);
  });

  const bank = dataset('bank_marketing_full.csv.gz');
  test.skipIf(bank === null)('yes or no at the end is the outcome', async () => {
    expect(await ofFile(bank!)).toMatchObject({ y: 'metric (proportion)', job: 'segment', age: 'none (count)' });
  });
});

describe('reports of totals', () => {
  test('German', () => {
    expect(ofTable('Variante;Versendet;Öffnungen;Klicks;Umsatz (€)\nA;1000;200;30;1.2\nB;1010;230;41;3,5')).toEqual({
      Variante: 'variation',
      Versendet: 'denominator (count)',
      Öffnungen: 'metric (proportion)',
      Klicks: 'metric (proportion)',
      // Within a row of many units its spread is not known.
      'Umsatz (€)': 'none (mean)',
    });
    expect(ofTable('Betreffzeile;Anzahl Empfänger;davon geöffnet\nJetzt sparen;500;90\nNur heute;510;120')).toEqual({
      Betreffzeile: 'variation',
      'Anzahl Empfänger': 'denominator (count)',
      'davon geöffnet': 'metric (proportion)',
    });
  });

  test('Dutch', () => {
    expect(ofTable('Groep;Verzonden;Geopend;Aantal kliks\ncontrole;900;200;30\ntest;910;230;41')).toEqual({
      Groep: 'variation',
      Verzonden: 'denominator (count)',
      Geopend: 'metric (proportion)',
      'Aantal kliks': 'metric (proportion)',
    });
  });

  test('of sent and delivered, who was sent it', () => {
    expect(
      ofTable(
        'version,delivered,sent,clicks,open rate\n1,95,100,7,7%\n2,96,101,8,8%\n3,97,102,7,7%\n4,97,102,7,7%',
        ',',
      ),
    ).toEqual({
      version: 'variation',
      delivered: 'none (count)',
      sent: 'denominator (count)',
      clicks: 'metric (proportion)',
      'open rate': 'none',
    });
  });

  test('more clicks than impressions are no proportion', () => {
    expect(ofTable('version,impressions,clicks\n1,10,12\n2,9,7', ',').clicks).toBe('none (ratio)');
  });
});

describe('a row a unit', () => {
  test('German, with ids, decimal commas and missing cells', () => {
    const row = (at: number) => ({
      Kundennummer: 10_000 + at,
      Gruppe: ['Kontrolle', 'Testgruppe'][at % 2]!,
      Region: ['Nord', 'Süd', 'West'][at % 3]!,
      Alter: 20 + (at % 40),
      Gekauft: at % 7 === 0 ? 1 : 0,
      Umsatz: at % 7 === 0 ? `${at},50` : '',
    });
    expect(ofRows(100, row)).toEqual({
      Kundennummer: 'unit',
      Gruppe: 'variation',
      Region: 'segment',
      Alter: 'none (count)',
      Gekauft: 'metric (proportion)',
      Umsatz: 'metric (mean)',
    });
  });

  test('Dutch', () => {
    const row = (at: number) => ({
      'Klant-ID': `K${at}x`,
      Variant: 'AB'[at % 2]!,
      Besteld: ['true', 'false'][at % 5 === 0 ? 0 : 1]!,
      Bestelwaarde: at % 5 === 0 ? at : 0,
    });
    expect(ofRows(60, row)).toEqual({
      'Klant-ID': 'unit',
      Variant: 'variation',
      Besteld: 'metric (proportion)',
      Bestelwaarde: 'metric (mean)',
    });
  });

  test('by values where names say nothing: e-mail addresses, groups, what comes after the groups', () => {
    const row = (at: number) => ({
      contact: `person${at}@example.org`,
      city: ['Bonn', 'Köln', 'Trier', 'Ulm'][at % 4]!,
      what: ['No mail', 'Variant 1', 'Variant 2'][at % 3]!,
      joined: at % 9 === 0 ? 'yes' : 'no',
      euros: (at * 1.37).toFixed(2),
    });
    expect(ofRows(90, row)).toEqual({
      contact: 'unit',
      city: 'segment',
      what: 'variation',
      joined: 'metric (proportion)',
      euros: 'metric (mean)',
    });
  });

  test('several rows a unit: trials of each', () => {
    const row = (at: number) => ({
      user_id: `u${at % 30}`,
      date: `2024-03-${String((at % 28) + 1).padStart(2, '0')}`,
      treatment: at % 2,
      sessions: 2 + (at % 4),
      clicks: at % 6,
    });
    expect(ofRows(120, row)).toEqual({
      user_id: 'unit',
      date: 'period',
      treatment: 'variation',
      sessions: 'denominator (count)',
      clicks: 'metric (ratio)',
    });
  });

  test('amounts and dates are nearly all different, and no ids', () => {
    const row = (at: number) => ({
      group: 'AB'[at % 2]!,
      amount: (at * 3.1 + 0.05).toFixed(2),
      birthday: `19${60 + (at % 40)}-01-02`,
      note: `Called ${at} times`,
    });
    expect(ofRows(50, row)).toEqual({
      group: 'variation',
      amount: 'metric (mean)',
      birthday: 'none',
      note: 'none',
    });
  });
});

describe('what is not suggested', () => {
  test('one of two that could be the variation; a group with as many values as rows; a name that is there twice', () => {
    const two = ofRows(40, (at) => ({ group: 'AB'[at % 2]!, variant: 'AB'[at % 2]!, clicked: at % 2 }));
    expect([two.group, two.variant]).toEqual(['segment', 'segment']);
    expect(ofRows(100, (at) => ({ variant: `v${at}`, clicked: at % 2 })).variant).toBe('none');
    const head = [
      { group: 'A', clicks: '1' },
      { group: 'B', clicks: '0' },
    ];
    expect(guessRoles(['group', 'clicks', 'clicks'], head)).toEqual([
      { guess: 'variation', kind: null },
      { guess: 'none', kind: null },
      { guess: 'none', kind: null },
    ]);
  });

  test('a column of one value, and one without any', () => {
    expect(ofRows(30, (at) => ({ group: 'AB'[at % 2]!, country: 'NL', empty: '', clicked: at % 2 }))).toEqual({
      group: 'variation',
      country: 'none',
      empty: 'none',
      clicked: 'metric (proportion)',
    });
  });

  test('texts and images of one test, of which nothing is learned across tests', () => {
    const mail = (at: number) => ({
      campaign: `c${Math.floor(at / 2) % 20}`,
      version: 'AB'[at % 2]!,
      Betreff: `Subject number ${at % 40}`,
      'Hero image': `i${at % 3}.png`,
      priceText: at,
      sent: 100,
      opened: at % 90,
    });
    expect(ofRows(80, mail)).toMatchObject({ campaign: 'test', Betreff: 'text', 'Hero image': 'held' });
    const { campaign: _, ...alone } = mail(0);
    const one = ofRows(2, (at) => ({ ...alone, version: 'AB'[at]! }));
    expect([one.Betreff, one['Hero image']]).toEqual(['none', 'none']);
  });

  test('a campaign that tells no tests apart', () => {
    const each = (at: number) => ({
      campaign: ['May', 'June'][at % 2]!,
      group: 'AB'[at % 2]!,
      clicked: at % 3 === 0 ? 1 : 0,
    });
    expect(ofRows(40, each).campaign).toBe('segment');
    const crossed = (at: number) => ({ ...each(at), campaign: ['May', 'June'][at % 4 < 2 ? 0 : 1]! });
    expect(ofRows(40, crossed).campaign).toBe('test');
  });
});

test('ten thousand columns are looked at in no time worth speaking of, whatever they are called', () => {
  const names = [...Array.from({ length: 10_000 }, (_, at) => `c${at}`), '__proto__', 'constructor'];
  const row: Record<string, string> = Object.create(null);
  for (const name of names) row[name] = '1';
  expect(
    guessRoles(
      names,
      Array.from({ length: 200 }, () => row),
    ),
  ).toHaveLength(names.length);
}, 20_000);
