import {
  analyzeAgain,
  type BodyInputOf,
  getExperiment,
  getImport,
  getUpload,
  type Import,
  type Source,
  type Upload,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { answerOptions, keyOf, useAnswer, useCommand } from '../../app/queries.ts';
import { useDraft } from '../../app/use-draft.ts';
import { choiceTexts } from '../../texts/import-choices.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { draftOfCounts } from '../planning/four-numbers.ts';
import { FourNumbers } from '../planning/four-numbers.tsx';
import { draftOfChoices } from './choices-draft.ts';
import { ChoicesForm } from './choices-form.tsx';
import { isChoicesDraft } from './choices-kept.ts';
import { choosableColumns } from './read-columns.ts';
import { valuesOfAnswer } from './values-of-variation.ts';

/** What is judged again: its choices or its counts. */
type Changed = Omit<BodyInputOf<typeof analyzeAgain>, 'version'>;

/** The choices of the last analysis, to be changed and judged again. */
export function EditStep({ imported }: { imported: Import }) {
  // What another tab has judged meanwhile must not take away what is typed here.
  const [begun] = useState(imported);
  const [last] = begun.analyses;
  const again = useJudgeAgain(begun);
  return (
    <>
      <PageHead
        context={
          <Link to="/imports/$id" params={{ id: imported.id }}>
            {texts.back}
          </Link>
        }
        question={texts.editQuestion(imported.name)}
        answer={texts.editAnswer}
        basis={texts.editBasis}
      />
      {last?.choices && <EditChoices begun={begun} again={again} />}
      {last?.counts && (
        <FourNumbers draftKey={`import:${begun.id}:${last.id}`} initial={draftOfCounts(last.counts)}>
          {({ counts, clear, current }) => (
            <div className="judge-counts">
              {again.refusal}
              <Button
                kind="primary"
                unavailable={(!current || again.busy) && choiceTexts.judging}
                onClick={() => again.judge({ counts }, clear)}
              >
                {choiceTexts.judge}
              </Button>
            </div>
          )}
        </FourNumbers>
      )}
    </>
  );
}

type Again = ReturnType<typeof useJudgeAgain>;

function EditChoices({ begun, again }: { begun: Import; again: Again }) {
  const { uploadId, uploadThere, experimentId } = begun;
  const file = useAnswer(getUpload, { params: { id: uploadId ?? '' } }, { enabled: uploadId !== null });
  const needsAnswer = uploadId !== null && !uploadThere && experimentId !== null;
  const answer = useAnswer(getExperiment, { params: { id: experimentId ?? '' } }, { enabled: needsAnswer });
  if (file.isLoading || answer.isLoading) return <Skeleton lines={5} />;
  return <EditForm begun={begun} again={again} upload={file.data ?? null} source={answer.data?.answer.source} />;
}

interface EditFormProps {
  begun: Import;
  again: Again;
  upload: Upload | null;
  /** Of its one answer, when the file is gone. */
  source: Source | undefined;
}

function EditForm({ begun, again, upload, source }: EditFormProps) {
  const [last] = begun.analyses;
  const [initial] = useState(() => draftOfChoices(begun.name, last!.choices!));
  const [draft, setDraft, clear] = useDraft(`import:${begun.id}:${last!.id}`, initial, isChoicesDraft);
  const there = upload !== null && upload.deletedAt === null;
  return (
    <>
      {begun.source === 'file' && !there && (
        <div className="file-gone">
          <Notice title={texts.fileGoneTitle}>{texts.fileGoneText}</Notice>
        </div>
      )}
      <ChoicesForm
        file={{
          id: there ? upload.id : null,
          columns: choosableColumns(begun, upload),
          head: upload?.head ?? [],
          known: source && { column: initial.variation, values: valuesOfAnswer(source) },
        }}
        asksName={false}
        draft={draft}
        setDraft={setDraft}
        initial={initial}
        onChoices={(_, choices) => again.judge({ choices }, clear)}
        busy={again.busy}
        error={again.error}
        refusal={again.refusal}
      />
    </>
  );
}

/** Sends what was changed. When another tab was faster, it can be sent again on top of that. */
function useJudgeAgain({ id, version }: Import) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(analyzeAgain);
  const [asked, setAsked] = useState<{ changed: Changed; clear: () => void } | null>(null);
  const send = (changed: Changed, clear: () => void, known: number) => {
    setAsked({ changed, clear });
    command.mutate(
      { params: { id }, body: { version: known, ...changed } },
      {
        onSuccess: async (judged) => {
          clear();
          client.setQueryData(keyOf(getImport, { params: { id } }), judged);
          await navigate({ to: '/imports/$id', params: { id }, search: {} });
        },
      },
    );
  };
  const onTop = async () => {
    const newest = await client.fetchQuery({ ...answerOptions(getImport, { params: { id } }), staleTime: 0 });
    if (asked !== null) send(asked.changed, asked.clear, newest.version);
  };
  const { error } = command;
  const conflict = error instanceof ApiProblem && error.code === 'conflict';
  return {
    judge: (changed: Changed, clear: () => void) => send(changed, clear, version),
    busy: command.isPending,
    error,
    refusal: error && (
      <Notice
        tone="warning"
        title={conflict ? texts.conflictTitle : error instanceof ApiProblem ? error.title : choiceTexts.notSent}
        action={conflict && <Button onClick={() => void onTop()}>{texts.judgeNewest}</Button>}
      >
        {conflict ? `${error.message} ${texts.choicesKept}` : error.message}
      </Notice>
    ),
  };
}
