import type { Preference } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Name, Said, spoken } from '../experiments/result-words.tsx';
import { AnswerForm } from './answer-form.tsx';
import { DeletePreference } from './delete-preference.tsx';
import { GapSection } from './gap-section.tsx';
import { OptionLook } from './option-look.tsx';
import { questionAnswer } from './preference-words.ts';
import { SharesSection } from './shares-section.tsx';
import { TellCustomers } from './tell-customers.tsx';

/** One question: one's own answer, then what all said, then what customers did. */
export function PreferenceView({ preference }: { preference: Preference }) {
  const [doing, setDoing] = useState<'tell' | 'delete' | null>(null);
  const { question, may, customers, shares, answers, findings, mine } = preference;
  const tellTitle = customers === null ? texts.tell : texts.tellAgain;
  const close = () => setDoing(null);
  return (
    <div className="preferences">
      <PageHead
        context={
          <nav aria-label={texts.breadcrumb}>
            <ul className="crumbs">
              <li>
                <Link to="/preferences">{texts.up}</Link>
              </li>
            </ul>
          </nav>
        }
        actions={
          <>
            {may.delete && (
              <Button kind="quiet" onClick={() => setDoing('delete')}>
                {texts.delete}
              </Button>
            )}
            {may.change && <Button onClick={() => setDoing('tell')}>{tellTitle}</Button>}
          </>
        }
        question={spoken(question)}
        answer={<Said saying={questionAnswer(preference)} />}
        basis={<Basis preference={preference} />}
      />
      {may.answer ? (
        <Section finding={texts.yourAnswer}>
          <AnswerForm preference={preference} />
        </Section>
      ) : (
        shares === null && <Looks preference={preference} />
      )}
      {shares !== null && <SharesSection preference={preference} shares={shares} />}
      {shares !== null && answers > 0 && <GapSection shares={shares} answers={answers} findings={findings} />}
      {customers !== null && mine === null && <p className="preference-closed">{texts.closed}</p>}
      {doing === 'tell' && <TellCustomers preference={preference} title={tellTitle} onClose={close} />}
      {doing === 'delete' && <DeletePreference preference={preference} onClose={close} />}
    </div>
  );
}

function Basis({ preference: { by, createdAt, answers, customers, test, mine } }: { preference: Preference }) {
  const { day } = useFormats();
  const said = [texts.askedBy(spoken(by.name), day(createdAt)), texts.answers(answers)];
  if (customers?.by === 'counts') {
    const all = customers.counts.reduce((sum, one) => sum + one, 0);
    said.push(texts.source(spoken(customers.source), day(customers.on), all));
  }
  if (customers?.by === 'experiment') said.push(texts.sourceTest);
  // Its result would tell what is to be expected.
  const seen = customers !== null || mine !== null;
  return (
    <>
      {said.join(' ')}{' '}
      {test !== null && seen && (
        <Link to="/experiments/$id" params={{ id: test.id }} title={spoken(test.title)}>
          {texts.seeTest}
        </Link>
      )}
    </>
  );
}

/** For who cannot answer. */
function Looks({ preference }: { preference: Preference }) {
  return (
    <Section finding={texts.cannotAnswer}>
      <ul className="preference-options">
        {preference.options.map((option, place) => (
          <li className="preference-option" key={option}>
            <Name room={200}>{option}</Name>
            <OptionLook preference={preference} place={place} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
