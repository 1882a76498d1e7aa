import type { Preference, PreferenceShare } from '@dandelion-loop/contract';
import { numbers, type Saying, shorten } from '@dandelion-loop/wording';
import { texts } from '../../texts/preferences.ts';

/** What a question says, in sentences. Pure. */

/** "31%", without places: people do not guess finer. */
export const whole = (share: number | null): string =>
  share === null ? numbers.dash : `${numbers.fixed(share * 100, 0)}%`;

/** "20 points" of a difference of shares, without its sign. */
const pointsOf = (difference: number): string => texts.points(numbers.fixed(Math.abs(difference) * 100, 0));

/** As long as a sentence bears. */
export const brief = (option: string): string => shorten(option, 60);

/** Whether what members expected lies outside the interval of customers. */
export const isMisjudged = ({ errorLow, errorHigh }: PreferenceShare): boolean =>
  errorLow !== null && errorHigh !== null && (errorLow > 0 || errorHigh < 0);

const distance = ({ error }: PreferenceShare): number => Math.abs(error ?? 0);

/** The option that most members prefer; of several the one they were furthest off with. */
export const favourite = (shares: readonly PreferenceShare[]): PreferenceShare =>
  [...shares].sort((a, b) => b.members - a.members || distance(b) - distance(a))[0]!;

/** The option with which members were furthest off; null: nothing is known, or nobody had answered. */
function furthest(shares: readonly PreferenceShare[]): PreferenceShare | null {
  const known = shares.filter(({ error }) => error !== null);
  return [...known].sort((a, b) => distance(b) - distance(a))[0] ?? null;
}

type Asked = Pick<Preference, 'options' | 'mine' | 'shares' | 'answers' | 'customers'>;

function ownWords({ options, mine, customers }: Asked): string | null {
  if (mine === null) return null;
  const said = customers === null ? texts.ownNow : texts.own;
  return said(brief(options[mine.prefers]!), whole(mine.expects[mine.prefers]!));
}

function didWords(customers: Asked['customers'], actual: number | null): string {
  if (customers === null) return '';
  return (customers.by === 'experiment' ? texts.didInTest : texts.did)(whole(actual));
}

/** What customers made of the option that one prefers. */
const cameOf = ({ mine, shares, customers }: Asked): string =>
  didWords(customers, shares?.[mine?.prefers ?? 0]?.actual ?? null);

function teamWords({ shares, answers, customers }: Asked): string | null {
  if (shares === null) return null;
  const { members, option, expectedByOwn, actual } = favourite(shares);
  if (answers === 0)
    return (customers?.by === 'experiment' ? texts.nobodyInTest : texts.nobody)(brief(option), whole(actual));
  const said = customers === null ? texts.teamNow : texts.team;
  return said(members, answers, brief(option), whole(expectedByOwn)) + didWords(customers, actual);
}

/** The answer of a question: one's own first, then that of all, then what customers did. */
export function questionAnswer(asked: Asked & { may: Pick<Preference['may'], 'answer'> }): Saying {
  const [own, team] = [ownWords(asked), teamWords(asked)];
  const end = asked.customers === null ? `. ${texts.notYet}` : '.';
  // Alone, one is the team.
  if (own !== null && asked.answers === 1) return [{ text: own + cameOf(asked), role: 'finding' }, { text: end }];
  if (team === null)
    return asked.may.answer
      ? [{ text: `${texts.yourTurn} ` }, { text: texts.yourTurnFinding, role: 'finding' }, { text: '.' }]
      : [{ text: texts.notYet, role: 'finding' }];
  return [
    ...(asked.answers === 0 ? [{ text: `${texts.nobodyHad} ` }] : []),
    ...(own === null ? [] : [{ text: `${own}. ` }]),
    { text: team, role: 'finding' },
    { text: end },
  ];
}

const settledOf = ({ customers, answers }: Preference): boolean => customers !== null && answers > 0;

/** What all questions say together, of those that are given. */
export function listAnswer(preferences: readonly Preference[]): Saying {
  const { answer } = texts;
  const settled = preferences.filter(settledOf);
  const waiting = preferences.filter(({ customers }) => customers === null);
  const unasked = preferences.filter(({ may }) => may.answer).length;
  if (settled.length > 0) {
    const misjudged = settled.filter(({ shares }) => shares?.some(isMisjudged)).length;
    return [
      { text: `${answer.settled(settled.length)} ` },
      {
        text: misjudged === 0 ? answer.noneMisjudged : answer.misjudged(misjudged, settled.length),
        role: 'finding',
      },
      { text: unasked > 0 ? `; ${answer.unaskedToo(unasked)}.` : '.' },
    ];
  }
  if (waiting.length === 0) return [{ text: answer.noneBefore(preferences.length), role: 'finding' }];
  return [
    { text: `${answer.waiting(waiting.length)} ` },
    { text: unasked > 0 ? answer.unasked(unasked) : answer.allSaid, role: 'finding' },
    { text: '.' },
  ];
}

/** The finding above the picture of shares. */
export function sharesFinding({ shares, answers, customers }: Asked): string {
  const far = furthest(shares ?? []);
  if (answers === 0) return texts.sharesNobody;
  if (customers === null || far === null) return texts.sharesOpen;
  if (shares!.some(isMisjudged)) {
    const worst = furthest(shares!.filter(isMisjudged))!;
    return texts.sharesOff(brief(worst.option), pointsOf(worst.error!), worst.error! > 0);
  }
  return far.errorLow === null ? texts.sharesUnsure : texts.sharesFine;
}

/** Of two options one gap says it all. */
export const gapRows = (shares: readonly PreferenceShare[]): readonly PreferenceShare[] =>
  shares.length === 2 ? [shares.find(({ members }) => members > 0) ?? shares[0]!] : shares;

/** The finding above the picture of gaps. */
export function gapFinding(shares: readonly PreferenceShare[]): string {
  const known = shares.filter(({ gapLow, gapHigh }) => gapLow !== null && gapHigh !== null);
  if (known.length === 0) return texts.gapFew;
  if (known.some(({ gapLow }) => gapLow! > 0)) return texts.gapSure;
  return known.some(({ gapHigh }) => gapHigh! < 0) ? texts.gapAgainst : texts.gapNone;
}
