import { useMay, useWorkspace } from '../../app/member.ts';
import { texts } from '../../texts/settings.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { DeleteWorkspace } from './delete-workspace.tsx';
import { MethodsSection } from './methods-section.tsx';
import { exampleDay, moneyName } from './setting-choices.ts';
import './settings-page.css';
import { WorkspaceFacts } from './workspace-facts.tsx';
import { WorkspaceForm } from './workspace-form.tsx';

/** How the workspace is set up: to change for who may, else to read. */
export function SettingsPage() {
  const { locale, timeZone, currency, keepUploads, uploadDays } = useWorkspace();
  const mayChange = useMay('workspace:write');
  const mayDelete = useMay('workspace:delete');
  return (
    <>
      <PageHead
        question={texts.question}
        answer={
          <>
            {texts.answer(exampleDay(locale), timeZone.replaceAll('_', ' '), moneyName(currency))}
            <mark>{texts.finding(keepUploads, uploadDays)}</mark>
          </>
        }
        basis={mayChange ? texts.basis : texts.basisOthers}
      />
      {mayChange ? <WorkspaceForm /> : <WorkspaceFacts />}
      <MethodsSection />
      {mayDelete && <DeleteWorkspace />}
    </>
  );
}
