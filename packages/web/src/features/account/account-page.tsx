import { type Account, getAccount } from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/account.ts';
import { roleWords } from '../../texts/roles.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import './account-page.css';
import { CalendarSection } from './calendar-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { TwoStepSection } from './two-step-section.tsx';

/** One's own account: who one is here, how one comes in, and where one is. */
export function AccountPage() {
  const { data, error, refetch } = useAnswer(getAccount, {});
  if (data !== undefined) return <Known account={data} />;
  return (
    <>
      <PageHead context={texts.context} question={texts.question} />
      {error === null ? (
        <Skeleton lines={6} what={texts.reading} />
      ) : (
        <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
          {error.message}
        </ErrorState>
      )}
    </>
  );
}

function Known({ account }: { account: Account }) {
  const { day } = useFormats();
  const { name, role, email, hasPassword, secondFactorSince, joinedAt } = account;
  return (
    <div className="account">
      <PageHead
        context={texts.context}
        question={texts.question}
        answer={
          <>
            {texts.answer(name, roleWords[role].a)}
            <mark>{texts.finding(hasPassword && email !== null, secondFactorSince !== null)}</mark>
          </>
        }
        basis={texts.basis(day(joinedAt))}
      />
      <ProfileForm saved={account} />
      <PasswordSection account={account} />
      <TwoStepSection account={account} />
      <SessionsSection />
      <CalendarSection />
      <Section finding={texts.role(roleWords[role].a)}>
        <p className="account-text">
          {roleWords[role].may} {role !== 'owner' && texts.roleText}
        </p>
      </Section>
    </div>
  );
}
