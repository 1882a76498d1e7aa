import type { OutcomeAnswer, PlanAnswer, PlanDocument, PlanOutcome, WholePlan } from '@dandelion-loop/contract';
import type { Figured } from './use-figures.ts';
import type { WhatIf } from './what-if.ts';

/** What the parts of the page look at: the plan, one of its outcomes, and what is tried. */
export interface Shown {
  whole: WholePlan;
  /** As it is kept. */
  document: PlanDocument;
  /** With what is tried. */
  tried: PlanDocument;
  position: number;
  outcome: PlanOutcome;
  /** As it is kept, for today. */
  now: OutcomeAnswer;
  /** With what is tried; the same where nothing is. */
  after: OutcomeAnswer;
  answer: PlanAnswer;
  /** At once, with what is tried. */
  probability: number;
  figured: Figured;
  whatIf: WhatIf;
  setWhatIf: (next: WhatIf) => void;
  mayWrite: boolean;
}

const day = 86_400_000;

/** What a period is called in the sentences of the page. */
export function periodOf({
  period: { from, to },
}: {
  period: { from: string; to: string };
}): 'year' | 'quarter' | 'month' | 'other' {
  const days = (Date.parse(to) - Date.parse(from)) / day;
  if (days >= 350 && days <= 380) return 'year';
  if (days >= 85 && days <= 95) return 'quarter';
  return days >= 28 && days <= 31 ? 'month' : 'other';
}

/** Share of the period that lies before a day. */
export function shareOf({ period: { from, to } }: PlanDocument, on: string): number {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return Math.min(1, Math.max(0, (Date.parse(on) - first) / (last - first)));
}
