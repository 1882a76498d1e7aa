import { type AuditVerification, verifyAudit } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/audit.ts';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Whether the log is whole: looked at when asked for, since all of it is read. */
export function AuditCheck() {
  const [open, setOpen] = useState(false);
  const command = useCommand(verifyAudit);
  const check = () => {
    setOpen(true);
    command.mutate({});
  };
  return (
    <>
      <Button onClick={check}>{texts.wholeQuestion}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={texts.wholeQuestion}>
        <div className="audit-check">
          <div role="status">
            {command.isPending && <p className="quiet">{texts.checking}</p>}
            {command.data && <Outcome outcome={command.data} />}
          </div>
          {command.error && (
            <div role="alert">
              <Notice tone="warning" title={texts.checkFailed} action={<Button onClick={check}>{texts.again}</Button>}>
                {command.error.message}
              </Notice>
            </div>
          )}
          {command.data?.head && <Head {...command.data.head} />}
          <h3>{texts.wholeNote}</h3>
          <p>{texts.wholeNoteText}</p>
        </div>
      </Drawer>
    </>
  );
}

function Outcome({ outcome: { ok, entries, restoredAt, problem } }: { outcome: AuditVerification }) {
  const { moment } = useFormats();
  return ok ? (
    <Notice tone="ok" title={entries === 0 ? texts.wholeEmpty : texts.whole(texts.entries(entries))}>
      {restoredAt !== null && texts.restored(moment(restoredAt))}
    </Notice>
  ) : (
    <Notice tone="warning" title={texts.broken}>
      <p>
        {problem !== null && problem.seq !== null && texts.brokenAt(problem.seq)}
        {problem?.message}
      </p>
      {restoredAt !== null && <p>{texts.restored(moment(restoredAt))}</p>}
    </Notice>
  );
}

/** The newest hash, to note down. */
function Head({ seq, hash, at }: NonNullable<AuditVerification['head']>) {
  const { moment } = useFormats();
  return <CopyField label={texts.head(seq, moment(at))} hint={texts.headHint} value={hash} />;
}
