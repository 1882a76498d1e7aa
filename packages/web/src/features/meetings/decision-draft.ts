import type { AgendaItem, BodyInputOf, recordDecision, Subject } from '@dandelion-loop/contract';

/** A decision while it is being written. Pure. */

export interface DecisionDraft {
  /** Which of the options its source gives; null: in one's own words. */
  option: string | null;
  what: string;
  why: string;
  /** Null: all who are here. */
  deciders: string[] | null;
  /** Keys of the items it rests on. */
  rests: string[] | null;
  lookAgainOn: string;
}

export const emptyDraft: DecisionDraft = {
  ...{ option: null, what: '', why: '', deciders: null, rests: null, lookAgainOn: '' },
};

/** Whether something would be lost. */
export const isBegun = (draft: DecisionDraft | undefined): boolean =>
  draft !== undefined && (draft.option !== null || draft.what.trim() !== '' || draft.why.trim() !== '');

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** As it is recorded: an option says of what. */
export function whatOf({ option, what }: DecisionDraft, item: AgendaItem | null): string {
  if (option === null) return what.trim();
  return item === null ? option : `“${item.subject.name}”: ${lowerFirst(option)}.`;
}

export interface DecisionFaults {
  what?: true;
  /** It goes against what was found: the reason is missing. */
  why?: true;
  lookAgainOn?: true;
}

export function faultsOf(draft: DecisionDraft, item: AgendaItem | null, today: string): DecisionFaults {
  const asksWhy = item?.options?.find(({ what }) => what === draft.option)?.asksWhy ?? false;
  return {
    ...(whatOf(draft, item) === '' && { what: true as const }),
    ...(asksWhy && draft.why.trim() === '' && { why: true as const }),
    ...(draft.lookAgainOn !== '' && draft.lookAgainOn <= today && { lookAgainOn: true as const }),
  };
}

export function bodyOf(
  draft: DecisionDraft,
  item: AgendaItem | null,
  { meetingId, evidence }: { meetingId: string; evidence: Subject[] },
): BodyInputOf<typeof recordDecision> {
  return {
    ...{ meetingId, what: whatOf(draft, item), why: draft.why.trim(), evidence },
    ...(draft.deciders !== null && { deciders: draft.deciders }),
    lookAgainOn: draft.lookAgainOn === '' ? null : draft.lookAgainOn,
  };
}
