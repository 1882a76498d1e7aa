import { numbers, type Saying } from '@dandelion-loop/wording';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { texts } from '../../texts/planning.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state-card.tsx';
import { Said } from '../experiments/result-words.tsx';
import { differenceWords, isEnough, planSaying, type Sized } from './plan-answer.ts';
import { type PlanAnswers, usePlanAnswers } from './plan-answers.ts';
import { PlanCurve } from './plan-curve.tsx';
import { draftOf, examplePlan, type PlanDraft, type PlanQuestions, readPlan, searchOf } from './plan-draft.ts';
import { PlanForm } from './plan-form.tsx';
import { PlanMeaning, TooFew } from './plan-meaning.tsx';
import './planning-page.css';
import { useSettled } from './settled-value.ts';

const route = getRouteApi('/shell/plan-a-test');

interface Plan {
  draft: PlanDraft;
  set: (part: Partial<PlanDraft>) => void;
}

/** What is typed and what the address says are the same, a moment later. */
function usePlan(): Plan {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/plan-a-test' });
  const [draft, setDraft] = useState(() => draftOf(search));
  const address = JSON.stringify(search);
  const [written, setWritten] = useState(address);
  // Somebody went back, or followed a link to another plan.
  if (address !== written) {
    setWritten(address);
    setDraft(draftOf(search));
  }
  const settled = useSettled(draft);
  const write = useEffectEvent(() => {
    const next = searchOf(settled);
    const text = JSON.stringify(next);
    const isExample = address === '{}' && settled === examplePlan;
    if (isExample || text === address) return;
    setWritten(text);
    void navigate({ search: next, replace: true, resetScroll: false });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: when what was typed has stood still.
  useEffect(() => write(), [settled]);
  return { draft, set: (part) => setDraft((now) => ({ ...now, ...part })) };
}

type Answer = NonNullable<PlanAnswers['answer']>;

interface Shown {
  answer: Answer;
  questions: PlanQuestions;
}

/** The answer before stays while the next one is being typed: nothing jumps. */
function useShown(questions: PlanQuestions | null, { answer }: PlanAnswers, kind: PlanDraft['kind']): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  const isNew = answer !== null && questions !== null && shown?.questions !== questions;
  if (isNew) setShown({ answer, questions });
  // An answer on a rate says nothing beside the fields of a mean.
  return shown !== null && kindOf(shown.answer) === kind ? shown : null;
}

/** How many a test needs and what it can show, answered while one types. */
export function PlanningPage() {
  const { draft, set } = usePlan();
  const settled = useSettled(draft, settleMilliseconds);
  const [read, setRead] = useState(() => ({ draft: settled, plan: readPlan(settled) }));
  if (read.draft !== settled) setRead({ draft: settled, plan: readPlan(settled) });
  const { questions } = read.plan;
  const answers = usePlanAnswers(questions);
  const shown = useShown(questions, answers, draft.kind);
  const current = questions !== null && shown?.questions === questions && settled === draft;
  const isExample = draft === examplePlan;
  return (
    <div className={current || shown === null ? 'planning' : 'planning old'} aria-busy={!current && questions !== null}>
      <Head shown={shown} isExample={isExample} />
      <PlanForm draft={draft} set={set} problems={readPlan(draft).problems} short={<Short shown={shown} />} />
      {answers.problem !== null && (
        <div role="alert" className="plan-problem">
          <Notice
            tone="warning"
            title={texts.failed}
            action={<Button onClick={answers.again}>{texts.tryAgain}</Button>}
          >
            {answers.problem.message}
          </Notice>
        </div>
      )}
      {shown !== null && <Evidence shown={shown} set={set} />}
      {shown === null && questions === null && (
        <EmptyState say={texts.empty} actions={<Button onClick={() => set(examplePlan)}>{texts.showExample}</Button>}>
          {draft.kind === 'rate' ? texts.emptyRate : texts.emptyMean}
        </EmptyState>
      )}
      {shown === null && questions !== null && answers.problem === null && <Skeleton lines={6} what={texts.waiting} />}
    </div>
  );
}

const settleMilliseconds = 200;

function Head({ shown, isExample }: { shown: Shown | null; isExample: boolean }) {
  const saying: Saying =
    shown === null
      ? [{ text: texts.start }, { text: texts.startFinding, role: 'finding' }, { text: '.' }]
      : planSaying(shown.answer);
  return (
    <PageHead
      context={texts.context}
      question={texts.question}
      answer={<Said saying={saying} />}
      basis={
        shown && (
          <>
            {isExample && <b>{texts.example}</b>}
            {basisOf(shown.answer)}
          </>
        )
      }
    />
  );
}

const kindOf = (answer: Answer): PlanDraft['kind'] => (mainOf(answer)?.size.kind === 'mean' ? 'mean' : 'rate');

const mainOf = ({ need, can }: Answer): Sized | null => need ?? can;

function basisOf(answer: Answer): ReactNode {
  const main = mainOf(answer);
  if (main === null) return null;
  const { level, sided, convention } = main.size;
  // Where the power is what was asked for it is in the answer; here it is what was planned with.
  return texts.basis(numbers.share(level), sided, numbers.share(main.size.power), convention.words);
}

/** The answer in a few words beside the fields: where a phone's keyboard covers half of the page, it is the one in sight. */
function Short({ shown }: { shown: Shown | null }) {
  const main = shown && mainOf(shown.answer);
  const { need = null } = shown?.answer ?? {};
  return (
    <p className="plan-short" role="status" aria-label={texts.short}>
      {main && (
        <>
          <b>{texts.shortUnits(main.size.unitsPerVariation, main.size.unitsTotal)}</b>
          {need === null && ` ${texts.shortFinds(differenceWords(main.size.effect.absolute, main.size))}`}
          {main.size.days !== null && `, ${texts.shortDays(main.size.days)}`}
        </>
      )}
    </p>
  );
}

function Evidence({ shown: { answer, questions }, set }: { shown: Shown; set: Plan['set'] }) {
  const main = mainOf(answer);
  if (main === null) return null;
  const perDay = (questions.need ?? questions.can)?.perDay ?? null;
  return (
    <div className="plan-evidence">
      {isEnough(answer) === false && <TooFew answer={answer} onPlan={set} />}
      <PlanCurve sized={main} perDay={perDay} relative={questions.need?.effect?.relative === true} />
      <PlanMeaning size={main.size} more={isEnough(answer) ? answer.can?.size.sentence : undefined} />
    </div>
  );
}
