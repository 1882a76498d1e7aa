import type { Bet, HandOff, WholePlan } from '@dandelion-loop/contract';

/** What hangs between disciplines, by the discipline that has to do something about it. Pure. */

type Waiting = WholePlan['waiting'][number];
type LooseEnd = WholePlan['looseEnds'][number];

/** Several of which the same is missing are one sentence. */
export interface LooseGroup {
  kind: LooseEnd['kind'];
  sentence: string;
  ends: LooseEnd[];
}

export function groupedEnds(ends: readonly LooseEnd[]): LooseGroup[] {
  const groups = new Map<string, LooseGroup>();
  for (const end of ends) {
    const key = `${end.kind} ${end.sentence}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { kind: end.kind, sentence: end.sentence, ends: [end] });
    else known.ends.push(end);
  }
  return [...groups.values()];
}

export interface DisciplineEnds {
  /** Null: what belongs to none. */
  discipline: string | null;
  openBets: number;
  looseEnds: LooseEnd[];
  /** A bet, those it waits for, and whether it is to start before they have ended. */
  waiting: { bet: Bet; for: Bet[]; tooEarly: boolean }[];
  handOffs: HandOff[];
}

const isOpen = ({ status }: Bet): boolean => status === 'planned' || status === 'running';

/** Of a hand-off the discipline that takes it, or else the one that gives it. */
const disciplineOf = (bets: ReadonlyMap<string, Bet>, { toBet, fromBet }: HandOff): string | null =>
  (toBet && bets.get(toBet.id)?.discipline) ?? (fromBet && bets.get(fromBet.id)?.discipline) ?? null;

function waitingOf(bets: ReadonlyMap<string, Bet>, { bet, for: others }: Waiting) {
  const own = bets.get(bet.id)!;
  const awaited = others.flatMap(({ id }) => bets.get(id) ?? []);
  const { startsOn } = own;
  const tooEarly = startsOn !== null && awaited.some(({ endsOn }) => endsOn !== null && startsOn < endsOn);
  return { bet: own, for: awaited, tooEarly };
}

/** Disciplines with an open bet or something that hangs, in the order of their names, what belongs to none last. */
export function endsOf({ bets: all, looseEnds, waiting, handOffs }: WholePlan): DisciplineEnds[] {
  const bets = new Map(all.map((bet) => [bet.id, bet]));
  const handed = new Map(handOffs.map((one) => [one.id, one]));
  const groups = new Map<string | null, DisciplineEnds>();
  const group = (discipline: string | null): DisciplineEnds => {
    const known = groups.get(discipline);
    if (known !== undefined) return known;
    const made = { discipline, openBets: 0, looseEnds: [], waiting: [], handOffs: [] };
    groups.set(discipline, made);
    return made;
  };
  for (const bet of all.filter(isOpen)) group(bet.discipline).openBets++;
  for (const end of looseEnds) {
    const handOff = handed.get(end.id);
    const discipline = handOff ? disciplineOf(bets, handOff) : (bets.get(end.id)?.discipline ?? null);
    group(discipline).looseEnds.push(end);
  }
  for (const one of waiting) group(bets.get(one.bet.id)?.discipline ?? null).waiting.push(waitingOf(bets, one));
  for (const one of handOffs.filter(({ state }) => state === 'open')) group(disciplineOf(bets, one)).handOffs.push(one);
  return [...groups.values()].toSorted(
    (a, b) =>
      Number(a.discipline === null) - Number(b.discipline === null) ||
      (a.discipline ?? '').localeCompare(b.discipline ?? ''),
  );
}
