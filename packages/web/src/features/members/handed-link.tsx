import type { AnswerOf, makeMemberLink } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { onThisMachine } from '../../app/on-this-machine.ts';
import { texts } from '../../texts/members.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { FieldError } from '../../ui/field.tsx';

/** A one-time link, the only time that it is shown. */
export function HandedLink({ link, expiresAt, mailed }: AnswerOf<typeof makeMemberLink>) {
  const { moment } = useFormats();
  return (
    <>
      <CopyField label={texts.link} hint={texts.linkOnce} value={link} />
      {onThisMachine(link) && <FieldError>{texts.onlyHere}</FieldError>}
      <p>
        {mailed ? texts.mailed : texts.notMailed} {texts.ends(moment(expiresAt))}
      </p>
    </>
  );
}
