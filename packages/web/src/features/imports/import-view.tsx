import type { Import } from '@dandelion-loop/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { DeleteImport } from './delete-import.tsx';
import { ImportFile } from './import-file.tsx';
import { ImportHistory } from './import-history.tsx';
import { ImportRows } from './import-rows.tsx';
import { isGoing } from './import-state.tsx';
import './import-view.css';
import { NewestAnalysis } from './newest-analysis.tsx';
import { RenameImport } from './rename-import.tsx';

interface ImportViewProps {
  imported: Import;
  /** Why what is shown may be old. */
  lost: Error | null;
}

/** What runs or what came of it, then its history and its file. */
export function ImportView({ imported, lost }: ImportViewProps) {
  const formats = useFormats();
  const { name, source, createdAt, analyses } = imported;
  const [newest] = analyses;
  const going = newest !== undefined && isGoing(newest);
  const mayChange = useMay('imports:write');
  return (
    <div className="import">
      <PageHead
        context={<Link to="/imports">{texts.imports}</Link>}
        actions={mayChange && !going && <Actions imported={imported} />}
        question={texts.question(name)}
        answer={answerOfImport(imported)}
        basis={texts.basis(texts.source[source], formats.day(createdAt))}
      />
      {lost !== null && (
        <Notice tone="warning" title={texts.lostTouch}>
          {lost.message}
        </Notice>
      )}
      {newest && <NewestAnalysis imported={imported} newest={newest} />}
      <ImportHistory imported={imported} />
      <ImportRows imported={imported} />
      {imported.uploadId !== null && <ImportFile imported={imported} uploadId={imported.uploadId} />}
    </div>
  );
}

function answerOfImport({ analyses, experiments }: Import): ReactNode {
  const [newest] = analyses;
  if (newest === undefined) return undefined;
  if (newest.state === 'done') {
    const [before, finding] = texts.done(experiments);
    return (
      <>
        {before} <mark>{finding}</mark>
      </>
    );
  }
  return `${texts.state[newest.state]}.`;
}

function Actions({ imported }: { imported: Import }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button kind="quiet" icon="edit" onClick={() => setOpen('rename')}>
        {texts.rename}
      </Button>
      <Button kind="quiet" icon="delete" onClick={() => setOpen('delete')}>
        {texts.deleteImport}
      </Button>
      <Button onClick={() => void navigate({ to: '/imports/$id', params: { id: imported.id }, search: { edit: '1' } })}>
        {texts.judgeAgain}
      </Button>
      {open === 'rename' && <RenameImport imported={imported} onClose={close} />}
      <DeleteImport imported={imported} open={open === 'delete'} onClose={close} />
    </>
  );
}
