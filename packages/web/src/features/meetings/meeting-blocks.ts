import type { AgendaBlock, AgendaItem, Decision, FollowUp, Meeting, Subject } from '@dandelion-loop/contract';

/** Which block comes when, and what belongs to it. Pure. */

/** A block of the agenda with its place in it. */
export interface PlacedBlock {
  block: AgendaBlock;
  place: number;
}

const isPassedOver = ({ state }: Pick<AgendaBlock, 'state'>): boolean => state === 'empty' || state === 'no-source';

const placed = ({ agenda: { blocks } }: Pick<Meeting, 'agenda'>): PlacedBlock[] =>
  blocks.map((block, place) => ({ block, place }));

export const heldBlocks = (meeting: Pick<Meeting, 'agenda'>): PlacedBlock[] =>
  placed(meeting).filter(({ block }) => !isPassedOver(block));

export const passedBlocks = (meeting: Pick<Meeting, 'agenda'>): PlacedBlock[] =>
  placed(meeting).filter(({ block }) => isPassedOver(block));

/** The place of the block after that one; null after the last. */
export const nextPlace = (meeting: Pick<Meeting, 'agenda'>, place: number): number | null =>
  heldBlocks(meeting).find((one) => one.place > place)?.place ?? null;

/** Where a block without a thing is what was talked about: the block itself is the evidence. */
export const subjectOfBlock = ({ block, place }: PlacedBlock): Subject => ({
  kind: 'block',
  id: String(place),
  name: block.title,
});

const sameSubject = (one: Subject, other: Subject): boolean => one.kind === other.kind && one.id === other.id;

/** Those that rest on something of the block. */
export const decisionsOf = (decisions: readonly Decision[], placedBlock: PlacedBlock): Decision[] => {
  const own = [subjectOfBlock(placedBlock), ...placedBlock.block.items.map(({ subject }) => subject)];
  return decisions.filter(({ evidence }) => evidence.some((one) => own.some((subject) => sameSubject(one, subject))));
};

export const keyOfItem = ({ subject }: Pick<AgendaItem, 'subject'>): string => `${subject.kind} ${subject.id}`;

/** Each once, open ones first, those that are due first; the newest word of each wins. */
export function inOrder(lists: readonly (readonly FollowUp[] | undefined)[]): FollowUp[] {
  const byId = new Map<string, FollowUp>();
  for (const one of lists.flatMap((list) => list ?? [])) {
    const known = byId.get(one.id);
    if (known === undefined || known.version < one.version) byId.set(one.id, one);
  }
  const far = '9999-12-31';
  const rank = ({ state, dueOn, createdAt }: FollowUp) => `${state === 'open' ? 0 : 1} ${dueOn ?? far} ${createdAt}`;
  return [...byId.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
