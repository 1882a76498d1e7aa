import type {
  BlockKind,
  BodyInputOf,
  changeRitual,
  createRitual,
  Ritual,
  RitualBlock,
  RitualPack,
} from '@dandelion-loop/contract';
import { type CadenceForm, cadenceOf, emptyForm, formFaults, formOf } from './cadence-form.ts';

/** A ritual as somebody types it. */

export interface BlockDraft {
  /** Of this form alone, so that what is moved stays itself. */
  key: string;
  kind: BlockKind;
  title: string;
  why: string;
  minutes: number | null;
}

export interface RitualDraft {
  name: string;
  purpose: string;
  cadence: CadenceForm;
  minutes: number | null;
  members: string[];
  blocks: BlockDraft[];
  summaryTo: 'members' | 'nobody';
}

const blocksOf = (blocks: readonly RitualBlock[]): BlockDraft[] =>
  blocks.map((block, at) => ({ ...block, key: `block ${at}` }));

interface Beginning {
  /** Today where the workspace is, and its zone. */
  day: string;
  timeZone: string;
  memberId: string;
}

/** From a pack, or nothing but somebody who comes. */
export function newDraft(pack: RitualPack | null, { day, timeZone, memberId }: Beginning): RitualDraft {
  const members = [memberId];
  if (pack === null) {
    const cadence = emptyForm(day, timeZone);
    return { ...{ name: '', purpose: '', cadence, minutes: 45, members, blocks: [] }, summaryTo: 'members' };
  }
  const { name, purpose, rule, time, minutes, blocks } = pack;
  const cadence = rule === null || time === null ? null : { start: `${day}T${time}`, timeZone, rule };
  return {
    ...{ name, purpose, minutes, members, blocks: blocksOf(blocks), summaryTo: 'members' },
    cadence: formOf(cadence, day, timeZone),
  };
}

export function draftOf(ritual: Ritual, day: string, timeZone: string): RitualDraft {
  const { name, purpose, cadence, minutes, members, blocks, summaryTo } = ritual;
  return {
    ...{ name, purpose, minutes, summaryTo, members: members.map(({ id }) => id), blocks: blocksOf(blocks) },
    cadence: formOf(cadence, day, timeZone),
  };
}

export interface DraftFaults {
  name?: true;
  minutes?: true;
  cadence: ReturnType<typeof formFaults>;
  /** Keys of blocks without a title, and of those whose minutes cannot be. */
  titles: ReadonlySet<string>;
  times: ReadonlySet<string>;
}

const isWithin = (value: number | null, low: number, high: number): value is number =>
  value !== null && Number.isInteger(value) && value >= low && value <= high;

export function faultsOf({ name, minutes, cadence, blocks }: RitualDraft): DraftFaults {
  const keys = (bad: (block: BlockDraft) => boolean) => new Set(blocks.filter(bad).map(({ key }) => key));
  return {
    ...(name.trim() === '' && { name: true as const }),
    ...(!isWithin(minutes, 5, 480) && { minutes: true as const }),
    cadence: formFaults(cadence),
    titles: keys(({ title }) => title.trim() === ''),
    times: keys((block) => !isWithin(block.minutes, 1, 240)),
  };
}

export const isWhole = ({ name, minutes, cadence, titles, times }: DraftFaults): boolean =>
  !name && !minutes && Object.keys(cadence).length === 0 && titles.size + times.size === 0;

/** What is sent of a draft without faults. */
export function bodyOf(draft: RitualDraft): BodyInputOf<typeof createRitual> & { name: string } {
  const { name, purpose, cadence, minutes, members, blocks, summaryTo } = draft;
  return {
    ...{ name: name.trim(), purpose: purpose.trim(), cadence: cadenceOf(cadence), minutes: minutes ?? 0 },
    ...{ members, summaryTo },
    blocks: blocks.map(({ kind, title, why, minutes: length }) => ({
      ...{ kind, title: title.trim(), why: why.trim(), minutes: length ?? 0 },
    })),
  };
}

type Change = Omit<BodyInputOf<typeof changeRitual>, 'version'>;

/** Only what is another one than before: a cadence that stays forgets no time that was moved. */
export function changesOf(before: RitualDraft, after: RitualDraft): Change {
  const [was, is] = [bodyOf(before), bodyOf(after)];
  const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const { cadence, ...rest } = is;
  const changed = Object.entries(rest).filter(([name, value]) => differ(value, was[name as keyof typeof was]));
  return { ...Object.fromEntries(changed), ...(differ(before.cadence, after.cadence) && { cadence }) };
}

/** The block at a place moved by so many; as it was where it would leave the list. */
export function moved<Item>(items: readonly Item[], at: number, by: number): Item[] {
  const to = at + by;
  const after = [...items];
  if (to < 0 || to >= items.length) return after;
  after.splice(to, 0, ...after.splice(at, 1));
  return after;
}
