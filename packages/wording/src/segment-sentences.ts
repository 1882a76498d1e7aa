import type { Moment, Period, PropertyCondition, SegmentLeaf, SegmentTree } from '@dandelion-loop/contract';
import { counted } from './numbers.ts';

/** A tree of conditions as a sentence about customers. */

type Named = (id: string) => string | undefined;
type Leaf<Kind> = Extract<SegmentLeaf, { kind: Kind }>;

const quoted = (text: string) => `“${text}”`;
const day = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

function periodWords(period: Period): string {
  if (period.kind === 'ever') return '';
  if (period.kind === 'last') return period.days === 1 ? ' today' : ` in the last ${period.days} days`;
  return ` from ${day(period.from)} to ${day(period.to)}`;
}

function momentWords(moment: Moment, op: 'before' | 'after'): string {
  if (moment.kind === 'date') return `${op} ${day(moment.date)}`;
  return op === 'before'
    ? `more than ${counted(moment.days, 'day')} ago`
    : `in the last ${counted(moment.days, 'day')}`;
}

const signs = {
  ...{ is: 'is', 'is-not': 'is not', contains: 'contains', 'starts-with': 'starts with', above: 'is above' },
  ...{ below: 'is below' },
} as const;
const valueWords = (value: string | number) => (typeof value === 'number' ? String(value) : quoted(value));
const propertyWords = ({ name, op, value }: PropertyCondition) => `${quoted(name)} ${signs[op]} ${valueWords(value)}`;

/** Lists of more are told by their number. */
const mostListed = 3;

/** One value is compared with. */
type Compared = Extract<Leaf<'trait'>, { value: unknown }>;
const comparedWords = ({ name, op, value }: Compared) => `whose ${quoted(name)} ${signs[op]} ${valueWords(value)}`;

function traitWords(leaf: Leaf<'trait'>): string {
  const name = quoted(leaf.name);
  if ('value' in leaf) return comparedWords(leaf);
  if ('date' in leaf) return `whose ${name} is ${leaf.op} ${day(leaf.date)}`;
  if ('from' in leaf) return `whose ${name} is from ${leaf.from} to ${leaf.to}`;
  if (!('values' in leaf)) return `whose ${name} ${leaf.op === 'is-set' ? 'is known' : 'is not known'}`;
  const listed = leaf.values.slice(0, mostListed).map(quoted).join(', ');
  const more = leaf.values.length - mostListed;
  return `whose ${name} is one of ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}

function eventWords({ name, op, times: count, period, where }: Leaf<'event'>): string {
  const what = `${quoted(name)}${where.length === 0 ? '' : ` where ${where.map(propertyWords).join(' and ')}`}`;
  const when = periodWords(period);
  if (op !== 'at-least' && count === 0) return `who never did ${what}${when}`;
  if (op === 'at-least' && count === 1) return `who did ${what}${when}`;
  return `who did ${what} ${op === 'exactly' ? '' : `${op.replace('-', ' ')} `}${times(count)}${when}`;
}

function leafWords(leaf: SegmentLeaf, named: Named): string {
  switch (leaf.kind) {
    case 'trait':
      return traitWords(leaf);
    case 'event':
      return eventWords(leaf);
    case 'value':
      return `whose ${quoted(leaf.name)} was worth ${leaf.op.replace('-', ' ')} ${leaf.amount} together${periodWords(leaf.period)}`;
    case 'last-event':
      return `who last did ${quoted(leaf.name)} ${momentWords(leaf.moment, leaf.op)}`;
    case 'seen':
      return `who were ${leaf.which} seen ${momentWords(leaf.moment, leaf.op)}`;
    case 'known':
      return leaf.known ? 'who are known by a user id' : 'who are anonymous';
    case 'source':
      return `who came by source ${leaf.source}`;
    case 'consent':
      return `who may be contacted by ${leaf.channel}`;
    case 'segment':
      return `who are in ${quoted(named(leaf.id) ?? 'a segment that is gone')}`;
  }
}

/** `who did it at least once` is, turned round, `who never did it`. */
function opposite(tree: SegmentTree): SegmentTree | null {
  if (tree.kind === 'not') return tree.of;
  if (tree.kind === 'event' && tree.op === 'at-least' && tree.times > 0) {
    return { ...tree, op: 'at-most', times: tree.times - 1 };
  }
  if (tree.kind === 'known') return { ...tree, known: !tree.known };
  return null;
}

const isLeaf = (tree: SegmentTree): tree is SegmentLeaf => !['all', 'any', 'not'].includes(tree.kind);

function treeWords(tree: SegmentTree, named: Named, inner: boolean): string {
  if (isLeaf(tree)) return leafWords(tree, named);
  if (tree.kind === 'not') {
    const turned = opposite(tree.of as SegmentTree);
    if (turned !== null) return treeWords(turned, named, inner);
    return `who are not those ${treeWords(tree.of as SegmentTree, named, true)}`;
  }
  const parts = tree.of as SegmentTree[];
  const all = parts.map((one) => treeWords(one, named, parts.length > 1)).join(tree.kind === 'all' ? ' and ' : ' or ');
  return inner && parts.length > 1 ? `(${all})` : all;
}

/** "who did “Order” at least twice in the last 90 days and who never did “Answer”"; `named` tells what a segment is called. */
export const segmentWords = (tree: SegmentTree, named: Named = () => undefined): string =>
  treeWords(tree, named, false);

/** As a whole sentence. */
export const segmentSentence = (tree: SegmentTree, named?: Named): string => `Customers ${segmentWords(tree, named)}.`;
