import { useWorkspace } from '../../app/member.ts';
import { texts } from '../../texts/settings.ts';
import { Section } from '../../ui/section.tsx';
import { exampleDay, localeChoices, moneyName } from './setting-choices.ts';

/** The settings for who may not change them. */
export function WorkspaceFacts() {
  const { name, locale, currency, timeZone, keepUploads, uploadDays } = useWorkspace();
  const language = localeChoices.find(({ value }) => value === locale)?.label ?? locale;
  return (
    <Section finding={texts.workspace}>
      <dl className="settings-facts">
        <dt>{texts.name}</dt>
        <dd>{name}</dd>
        <dt>{texts.locale}</dt>
        <dd>
          {language}, {exampleDay(locale)}
        </dd>
        <dt>{texts.currency}</dt>
        <dd>{moneyName(currency)}</dd>
        <dt>{texts.timeZone}</dt>
        <dd>{timeZone.replaceAll('_', ' ')}</dd>
        <dt>{texts.files}</dt>
        <dd>{keepUploads ? texts.keepYes : texts.keepNo(uploadDays)}</dd>
      </dl>
    </Section>
  );
}
