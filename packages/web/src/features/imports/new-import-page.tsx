import { getUpload } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useBlocker, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useWorkspace } from '../../app/member.ts';
import { useLoadSample } from '../../app/palette-commands.ts';
import { keyOf } from '../../app/queries.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { FourNumbersPage } from '../planning/four-numbers-page.tsx';
import { ChooseStep } from './choose-step.tsx';
import { DropFile } from './drop-file.tsx';
import './new-import-page.css';
import { beginTransfer, endTransfer, useTransfer } from './transfer.ts';
import { FailedPanel, SendingPanel } from './transfer-panel.tsx';
import { useOnce } from './use-once.ts';

const route = getRouteApi('/shell/imports/new');

/** Brings in a finished test: its file, or its counts. */
export function NewImportPage() {
  const { from, upload } = route.useSearch();
  const leaving = useLeaveWhileSending();
  return (
    <>
      {from === 'counts' ? (
        <FourNumbersPage />
      ) : upload !== undefined ? (
        <ChooseStep uploadId={upload} />
      ) : (
        <BringFile />
      )}
      {leaving}
    </>
  );
}

function BringFile() {
  const transfer = useTransfer();
  useGoToChoices();
  const { uploadLimit } = useWorkspace();
  return (
    <>
      <PageHead
        question={texts.newQuestion}
        answer={
          transfer === null && (
            <>
              {texts.newAnswer} <mark>{texts.newFinding}</mark>
            </>
          )
        }
      />
      <div className="bring-file">
        {transfer?.phase === 'sending' ? (
          <SendingPanel transfer={transfer} />
        ) : transfer?.phase === 'failed' ? (
          <FailedPanel transfer={transfer} />
        ) : (
          <>
            <DropFile limit={uploadLimit} onFile={(file) => beginTransfer(file, uploadLimit)} />
            <OtherWays />
          </>
        )}
      </div>
    </>
  );
}

function OtherWays() {
  const { run, busy } = useOnce(useLoadSample());
  return (
    <ul className="other-ways">
      <Way title={texts.orNumbers} text={texts.orNumbersText}>
        <ButtonLink to="/imports/new" search={{ from: 'counts' }}>
          {texts.orNumbersAction}
        </ButtonLink>
      </Way>
      <Way title={texts.orSample} text={texts.orSampleText}>
        <Button onClick={run} unavailable={busy && texts.sampleBusy}>
          {texts.orSampleAction}
        </Button>
      </Way>
    </ul>
  );
}

function Way({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <li>
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
      {children}
    </li>
  );
}

/** When the file has arrived, its choices have an address of their own: a reload finds them again. */
function useGoToChoices(): void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const transfer = useTransfer();
  const stored = transfer?.phase === 'stored' ? transfer.upload : null;
  useEffect(() => {
    if (stored === null) return;
    client.setQueryData(keyOf(getUpload, { params: { id: stored.id } }), stored);
    endTransfer();
    // What had the focus is gone with the first step; the address below /imports/new is no new page to the router.
    void navigate({ to: '/imports/new', search: { upload: stored.id }, replace: true }).then(() =>
      document.getElementById('main')?.focus({ preventScroll: true }),
    );
  }, [client, navigate, stored]);
}

/** Going away while a file is on its way stops it, so somebody must say so. */
function useLeaveWhileSending(): ReactNode {
  const transfer = useTransfer();
  const sending = transfer?.phase === 'sending';
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ next }) => sending && next.pathname !== '/imports/new',
    enableBeforeUnload: sending,
    withResolver: true,
  });
  const blocked = status === 'blocked';
  // It has arrived, or failed, while the question was open.
  useEffect(() => {
    if (blocked && !sending) reset();
  }, [blocked, sending, reset]);
  return (
    <Dialog
      open={blocked && sending}
      onClose={() => reset?.()}
      title={texts.leaveTitle}
      actions={
        <>
          <CancelButton onClose={() => reset?.()}>{texts.leaveNo}</CancelButton>
          <Button
            kind="danger"
            onClick={() => {
              endTransfer();
              proceed?.();
            }}
          >
            {texts.leaveYes}
          </Button>
        </>
      }
    >
      {sending && <p>{texts.leave(transfer.file.name)}</p>}
    </Dialog>
  );
}
