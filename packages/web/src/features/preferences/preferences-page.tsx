import { listPreferences, type Preference } from '@dandelion-loop/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { BeliefsNav } from '../beliefs/beliefs-nav.tsx';
import { Said } from '../experiments/result-words.tsx';
import { AddQuestion } from './add-question.tsx';
import { PreferenceList } from './preference-list.tsx';
import { listAnswer } from './preference-words.ts';
import './preferences.css';

const route = getRouteApi('/shell/preferences');

/** As many as the answer sentence is of, and the lines that are shown at once. */
const most = 500;
const step = 50;

/** You are not your customer: what was asked, what members expected, what customers did. */
export function PreferencesPage() {
  const { test } = route.useSearch();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useAnswer(listPreferences, { query: { limit: most } });
  const mayWrite = useMay('beliefs:write');
  if (data === undefined) {
    if (error === null) return <Skeleton lines={8} what={texts.reading} />;
    return (
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  const { preferences, total } = data;
  const empty = total === 0;
  const add = mayWrite && (
    <Button kind={empty ? 'primary' : 'plain'} icon="add" onClick={() => setAdding(true)}>
      {texts.add}
    </Button>
  );
  const close = () => {
    setAdding(false);
    if (test !== undefined) void navigate({ to: '/preferences', search: {}, replace: true });
  };
  return (
    <div className="preferences">
      <PageHead
        context={<BeliefsNav />}
        actions={!empty && add}
        question={texts.question}
        answer={empty ? <EmptyAnswer /> : <Said saying={listAnswer(preferences)} />}
        basis={!empty && texts.basis(total, preferences.length)}
      />
      {empty ? (
        <EmptyState say={texts.emptySay} actions={add}>
          <ul className="preference-points">
            {texts.emptyPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          {!mayWrite && <p>{texts.emptyReader}</p>}
        </EmptyState>
      ) : (
        <Section finding={texts.listFinding}>
          <Shown preferences={preferences} total={total} />
        </Section>
      )}
      {(adding || test !== undefined) && mayWrite && <AddQuestion testId={test ?? null} onClose={close} />}
    </div>
  );
}

function EmptyAnswer() {
  return (
    <>
      {texts.emptyAnswer} <mark>{texts.emptyFinding}</mark>
    </>
  );
}

/** As many as somebody reads at once. */
function Shown({ preferences, total }: { preferences: readonly Preference[]; total: number }) {
  const [limit, setLimit] = useState(step);
  const shown = preferences.slice(0, limit);
  return (
    <>
      <PreferenceList preferences={shown} />
      {shown.length < total && (
        <p className="preferences-more">
          {texts.more(shown.length, total)}{' '}
          {limit < preferences.length && <Button onClick={() => setLimit(limit + step)}>{texts.showMore}</Button>}
        </p>
      )}
    </>
  );
}
