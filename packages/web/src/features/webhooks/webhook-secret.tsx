import type { AnswerOf, rotateWebhookSecret } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** A secret, the only time that it is shown. */
export function WebhookSecret({
  webhook: { oldSecretEndsAt },
  secret,
  onClose,
}: AnswerOf<typeof rotateWebhookSecret> & { onClose: () => void }) {
  const { moment } = useFormats();
  return (
    <Dialog
      open
      once
      onClose={onClose}
      title={texts.secretTitle}
      actions={<Button onClick={onClose}>{texts.done}</Button>}
    >
      <CopyField label={texts.secret} hint={texts.secretOnce} value={secret} />
      {oldSecretEndsAt !== null && <p>{texts.oldSecret(moment(oldSecretEndsAt))}</p>}
    </Dialog>
  );
}
