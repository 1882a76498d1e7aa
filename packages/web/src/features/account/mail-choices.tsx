import type { Account, AnnouncementType } from '@dandelion-loop/contract';
import { texts } from '../../texts/account.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Section } from '../../ui/section.tsx';
import type { ProfileDraft } from './profile-draft.ts';

interface MailChoicesProps {
  account: Account;
  draft: ProfileDraft;
  onNotify: (types: readonly AnnouncementType[]) => void;
}

/** What this member is told by mail, of what their role lets them know. */
export function MailChoices({ account: { mail, canBeNotifiedOf }, draft, onNotify }: MailChoicesProps) {
  if (canBeNotifiedOf.length === 0) return null;
  const address = draft.email.trim() !== '';
  return (
    <Section finding={texts.told}>
      {mail && address ? (
        <fieldset className="group">
          <legend>{texts.toldLegend}</legend>
          {canBeNotifiedOf.map((type) => (
            <Checkbox
              key={type}
              checked={draft.notify.includes(type)}
              onChecked={(on) => onNotify(on ? [...draft.notify, type] : draft.notify.filter((one) => one !== type))}
              label={texts.types[type]}
            />
          ))}
        </fieldset>
      ) : (
        <p className="account-text">{mail ? texts.noAddress : texts.noMail}</p>
      )}
    </Section>
  );
}
