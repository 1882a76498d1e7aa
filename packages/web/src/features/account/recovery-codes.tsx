import { texts } from '../../texts/account.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { download } from '../experiments/share-file.ts';

interface RecoveryCodesProps {
  codes: readonly string[];
  email: string;
  onClose: () => void;
}

/** Shown once. Only its button closes it: Esc would lose them. */
export function RecoveryCodesDialog({ codes, email, onClose }: RecoveryCodesProps) {
  const text = texts.file(email, codes);
  return (
    <Dialog
      open
      onClose={() => {}}
      title={texts.keepTitle}
      actions={
        <Button kind="primary" onClick={onClose}>
          {texts.kept}
        </Button>
      }
    >
      <p>{texts.keepText}</p>
      <ul className="recovery-codes" aria-label={texts.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="recovery-ways">
        <Button
          icon="export"
          onClick={() => download(new Blob([text], { type: 'text/plain' }), 'dandelion-recovery-codes.txt')}
        >
          {texts.download}
        </Button>
        <Button onClick={() => window.print()}>{texts.print}</Button>
        <CopyButton text={codes.join('\n')} />
      </div>
    </Dialog>
  );
}
