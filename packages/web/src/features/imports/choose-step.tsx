import { createImport, getImport, getUpload, listImports, type Upload } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useWorkspace, workspaceOptions } from '../../app/member.ts';
import { keyOf, useAnswer, useCommand } from '../../app/queries.ts';
import { useDraft } from '../../app/use-draft.ts';
import { choiceTexts } from '../../texts/import-choices.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { bytesInWords } from './byte-words.ts';
import { type ChoicesDraft, draftOfUpload } from './choices-draft.ts';
import { ChoicesForm } from './choices-form.tsx';
import { isChoicesDraft } from './choices-kept.ts';

/** The file is stored: how is it to be read? */
export function ChooseStep({ uploadId }: { uploadId: string }) {
  const { data, error, refetch } = useAnswer(getUpload, { params: { id: uploadId } });
  if (data === undefined) {
    if (error === null) return <Skeleton lines={5} />;
    const gone = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
    return gone ? <Gone /> : <NotRead problem={error} again={() => void refetch()} />;
  }
  return data.deletedAt === null ? <Choose key={data.id} upload={data} /> : <Gone />;
}

function Gone() {
  return (
    <>
      <PageHead question={choiceTexts.question} />
      <ErrorState
        say={texts.gone}
        actions={
          <ButtonLink to="/imports/new" kind="primary">
            {texts.drop.choose}
          </ButtonLink>
        }
      >
        {texts.goneText}
      </ErrorState>
    </>
  );
}

function NotRead({ problem, again }: { problem: Error; again: () => void }) {
  return (
    <>
      <PageHead question={choiceTexts.question} />
      <ErrorState say={texts.notShown} actions={<Button onClick={again}>{texts.again}</Button>}>
        {problem.message}
      </ErrorState>
    </>
  );
}

function Choose({ upload }: { upload: Upload }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const formats = useFormats();
  const { methods } = useWorkspace();
  const [initial] = useState<ChoicesDraft>(() => draftOfUpload(upload, methods));
  const [draft, setDraft, clearDraft] = useDraft(`import:${upload.id}`, initial, isChoicesDraft);
  const command = useCommand(createImport, {
    onSuccess: async (made) => {
      clearDraft();
      client.setQueryData(keyOf(getImport, { params: { id: made.id } }), made);
      void client.invalidateQueries({ queryKey: [listImports.path] });
      void client.invalidateQueries({ queryKey: workspaceOptions.queryKey });
      await navigate({ to: '/imports/$id', params: { id: made.id } });
    },
  });
  const { deleteAt } = upload;
  const kept = deleteAt === null ? choiceTexts.kept : choiceTexts.keptUntil(formats.day(deleteAt));
  const known = initial.variation !== '' && initial.metrics[0]?.numerator !== '';
  return (
    <>
      <PageHead
        context={upload.name}
        actions={
          <ButtonLink to="/imports/new" kind="quiet">
            {choiceTexts.otherFile}
          </ButtonLink>
        }
        question={choiceTexts.question}
        answer={choiceTexts.answer(known)}
        basis={`${choiceTexts.basis(upload.name, bytesInWords(upload.bytes), upload.format)} ${kept}`}
      />
      <ChoicesForm
        file={upload}
        asksName
        draft={draft}
        setDraft={setDraft}
        initial={initial}
        onChoices={(name, choices) => command.mutate({ body: { source: 'file', name, uploadId: upload.id, choices } })}
        busy={command.isPending}
        error={command.error}
      />
    </>
  );
}
