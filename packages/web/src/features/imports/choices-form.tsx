import { type Choices, countValues } from '@dandelion-loop/contract';
import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useWorkspace } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { checkChoices, fieldOfPath, type Problems } from './choices-check.ts';
import { ChoicesContext, type ChoicesForm as Form } from './choices-context.ts';
import type { ChoicesDraft } from './choices-draft.ts';
import type { ChoosableFile } from './choosable-file.ts';
import './choices-form.css';
import { ComparedSection } from './compared-section.tsx';
import { ContentsSection } from './contents-section.tsx';
import { CountedSection } from './counted-section.tsx';
import { FirstRows } from './first-rows.tsx';
import { focusProblem } from './focus-problem.ts';
import { GroupsSection } from './groups-section.tsx';
import { hasMoreChoices, MoreChoices } from './more-choices.tsx';
import { RanSection } from './ran-section.tsx';
import { SearchSection } from './search-section.tsx';

interface ChoicesFormProps {
  file: ChoosableFile;
  /** The import has no name yet. */
  asksName: boolean;
  draft: ChoicesDraft;
  setDraft: (change: (now: ChoicesDraft) => ChoicesDraft) => void;
  /** What the draft was at first, to go back to. */
  initial: ChoicesDraft;
  onChoices: (name: string, choices: Choices) => void;
  busy: boolean;
  error: Error | null;
  /** Instead of the sentence of the error on top. */
  refusal?: ReactNode;
}

const noProblems: Problems = new Map();

const fieldProblems = (error: Error | null): Problems =>
  new Map(
    (error instanceof ApiProblem ? error.fields : []).flatMap(({ path, message }) => {
      const field = fieldOfPath(path);
      return field === null ? [] : [[field, message] as const];
    }),
  );

/** How a file is to be read and judged. */
export function ChoicesForm(props: ChoicesFormProps) {
  const { file, asksName, draft, setDraft, initial, onChoices, busy, error, refusal } = props;
  const form = useRef<HTMLFormElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const [tried, setTried] = useState(false);
  const { facts, counting, things } = useFacts(file, draft);
  const { name, choices, problems } = checkChoices(draft, facts);
  const refused = useMemo(() => fieldProblems(error), [error]);
  const shown: Problems = tried ? new Map([...refused, ...problems]) : noProblems;

  useEffect(() => {
    if (error !== null && form.current !== null && !focusProblem(form.current, refused)) top.current?.focus();
  }, [error, refused]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (busy || counting.busy) return;
    if (choices !== null) onChoices(name, choices);
    // Once the problems are shown: an error inside of a closed part opens it.
    else requestAnimationFrame(() => form.current && focusProblem(form.current, problems));
  };
  const shared: Form = {
    draft,
    set: (part) => setDraft((now) => ({ ...now, ...part })),
    facts,
    counting,
    things,
    asksName,
    problems: shown,
  };
  return (
    <ChoicesContext value={shared}>
      <form className="choices-form" ref={form} onSubmit={submit} noValidate>
        <div ref={top} tabIndex={-1} role="alert" className="refusal">
          {error !== null &&
            (refusal ?? (
              <Notice tone="warning" title={titleOf(error)}>
                {error.message}
              </Notice>
            ))}
        </div>
        {file.id !== null && <FirstRows columns={file.columns} head={file.head} />}
        <ComparedSection />
        <CountedSection />
        <RanSection />
        <GroupsSection />
        <SearchSection />
        <ContentsSection />
        <MoreChoices open={hasMoreChoices(initial)} />
        <Bar
          draft={draft}
          problems={tried ? problems.size : 0}
          waiting={(busy && texts.judging) || (counting.busy && texts.counting)}
          back={asksName ? texts.startOver : texts.asBefore}
          onBack={draft === initial ? undefined : () => setDraft(() => initial)}
        />
      </form>
    </ChoicesContext>
  );
}

const titleOf = (error: Error): string => (error instanceof ApiProblem ? error.title : texts.notSent);

/** What is known of the file: its columns, and the values of the column that is chosen as variation. */
function useFacts(file: ChoosableFile, draft: ChoicesDraft): Pick<Form, 'facts' | 'counting' | 'things'> {
  const { currency } = useWorkspace();
  const { id, columns, known: before } = file;
  const { variation } = draft;
  const known = (name: string) => columns.some((column) => column.name === name);
  const enabled = id !== null && known(variation);
  const unit = known(draft.unit) && draft.unit !== variation ? draft.unit : undefined;
  // Where a row holds many units, the number of rows says nothing of the split: the tries in them do.
  const tries = draft.unit === '' ? (draft.metrics[0]?.denominator ?? '') : '';
  const weight = known(tries) && tries !== variation ? tries : undefined;
  const { data, isFetching, error, refetch } = useAnswer(
    countValues,
    { params: { id: id ?? '' }, query: { column: variation, unit, weight } },
    { enabled, staleTime: Number.POSITIVE_INFINITY },
  );
  const ofAnswer = before?.column === variation ? before.values : undefined;
  return {
    facts: { columns, values: enabled ? data : ofAnswer, currency },
    things: !enabled || unit !== undefined ? 'units' : weight === undefined ? 'rows' : 'tries',
    counting: {
      busy: enabled && isFetching,
      problem: enabled && !isFetching && error !== null ? error.message : null,
      again: () => void refetch(),
    },
  };
}

interface BarProps {
  draft: ChoicesDraft;
  problems: number;
  /** Why it cannot be judged just now. */
  waiting: string | false;
  back: string;
  onBack: (() => void) | undefined;
}

/** Stays in sight: where the guesses are right, this is all there is to do. On the left, for passing notices appear on the right. */
function Bar({ draft, problems, waiting, back, onBack }: BarProps) {
  const [first] = draft.metrics;
  const metric = first?.name.trim() || first?.numerator || '';
  const summary = metric === '' || draft.variation === '' ? texts.summaryOpen : texts.summary(metric, draft.variation);
  return (
    <div className="judge-bar">
      <Button type="submit" kind="primary" unavailable={waiting}>
        {texts.judge}
      </Button>
      <p role="status">{problems > 0 ? texts.problems(problems) : summary}</p>
      {onBack && (
        <Button kind="quiet" onClick={onBack}>
          {back}
        </Button>
      )}
    </div>
  );
}
