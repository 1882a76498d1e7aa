import { deleteUpload, getImport, getUpload, type Import, type Upload } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { bytesInWords } from './byte-words.ts';
import { isGoing } from './import-state.tsx';

/** Until when its file is kept, and how to be rid of it sooner. */
export function ImportFile({ imported, uploadId }: { imported: Import; uploadId: string }) {
  const { data, error } = useAnswer(getUpload, { params: { id: uploadId } });
  return (
    <Section
      finding={texts.file}
      note={
        <>
          <h3>{texts.fileNote}</h3>
          <p>{texts.fileNoteText}</p>
        </>
      }
    >
      {data !== undefined ? (
        <KnownFile upload={data} imported={imported} />
      ) : error === null ? (
        <Skeleton lines={1} />
      ) : (
        <p>{texts.fileAway}</p>
      )}
    </Section>
  );
}

function KnownFile({ upload, imported }: { upload: Upload; imported: Import }) {
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const { id, name, bytes, deleteAt, deletedAt } = upload;
  const size = bytesInWords(bytes);
  const mayDelete = useMay('imports:write');
  const going = imported.analyses.some(isGoing);
  if (deletedAt !== null) return <p>{texts.fileDeleted(name, formats.day(deletedAt))}</p>;
  return (
    <div className="import-file">
      <p>{deleteAt === null ? texts.fileKept(name, size) : texts.fileUntil(name, size, formats.day(deleteAt))}</p>
      {mayDelete && (
        <Button icon="delete" unavailable={going && texts.fileIsRead} onClick={() => setAsking(true)}>
          {texts.deleteFile}
        </Button>
      )}
      <DeleteFile id={id} name={name} imported={imported} open={asking} onClose={() => setAsking(false)} />
    </div>
  );
}

interface DeleteFileProps {
  id: string;
  name: string;
  imported: Import;
  open: boolean;
  onClose: () => void;
}

function DeleteFile({ id, name, imported, open, onClose }: DeleteFileProps) {
  const client = useQueryClient();
  const command = useCommand(deleteUpload, {
    onSuccess: async () => {
      onClose();
      notify({ title: texts.fileIsGone });
      await Promise.all([
        client.invalidateQueries({ queryKey: [getUpload.path] }),
        client.invalidateQueries({ queryKey: [getImport.path] }),
      ]);
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={texts.deleteFileTitle}
      confirm={texts.deleteFileYes}
      word={texts.deleteWord}
      busy={command.isPending ? texts.deleting : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id } })}
    >
      {imported.currentAnalysisId === null ? texts.deleteFileUnjudged(name) : texts.deleteFileText(name)}
    </ConfirmDialog>
  );
}
