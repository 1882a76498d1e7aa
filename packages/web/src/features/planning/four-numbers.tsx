import { answerCounts, type Counts } from '@dandelion-loop/contract';
import { type ReactNode, useMemo, useState } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { useDraft } from '../../app/use-draft.ts';
import { type CountsDraft, isCountsDraft, newCounts, readCounts } from './four-numbers.ts';
import './four-numbers.css';
import { FourNumbersForm } from './four-numbers-form.tsx';
import { FourNumbersVerdict } from './four-numbers-verdict.tsx';
import { useSettled } from './settled-value.ts';

/** What there is to be kept, once there is a verdict. */
export interface JudgedCounts {
  counts: Counts;
  draft: CountsDraft;
  setDraft: (part: Partial<CountsDraft>) => void;
  /** Forgets what was typed. */
  clear: () => void;
  /** False while the verdict is of other numbers than those that are typed. */
  current: boolean;
}

interface FourNumbersProps {
  /** Under what the tab keeps what is typed. */
  draftKey?: string;
  initial?: CountsDraft;
  /** What can be done with the verdict. */
  children: (judged: JudgedCounts) => ReactNode;
}

/** Tried and succeeded of each variation, and the verdict below as soon as it can be given. Nothing is stored. */
export function FourNumbers({ draftKey = 'four-numbers', initial, children }: FourNumbersProps) {
  const { methods } = useWorkspace();
  const [empty] = useState(() => newCounts(methods));
  const [draft, setWhole, clear] = useDraft(draftKey, initial ?? empty, isCountsDraft);
  const setDraft = (part: Partial<CountsDraft>) => setWhole((now) => ({ ...now, ...part }));
  const settled = useSettled(draft);
  const { counts, problems } = useMemo(() => readCounts(settled), [settled]);
  const answer = useAnswer(
    answerCounts,
    { body: counts ?? neverAsked },
    { enabled: counts !== null, keepPrevious: true, staleTime: Number.POSITIVE_INFINITY },
  );
  const current = draft === settled && !answer.isPlaceholderData;
  return (
    <div className="four-numbers">
      <FourNumbersForm draft={draft} set={setDraft} problems={problems} />
      <FourNumbersVerdict
        answer={counts === null ? undefined : answer.data}
        current={current}
        problem={counts === null ? null : answer.error}
        again={() => void answer.refetch()}
      />
      {counts !== null && answer.data !== undefined && children({ counts, draft, setDraft, clear, current })}
    </div>
  );
}

/** While the counts are not whole. */
const neverAsked: Counts = {
  variations: [],
  split: null,
  lowerIsBetter: false,
  practical: { value: 0, relative: true },
  inference: 'fixed',
  level: 0.95,
  plannedUnits: 1,
};
