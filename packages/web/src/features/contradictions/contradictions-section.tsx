import { type AnswerOf, getContradictions } from '@dandelion-loop/contract';
import { useEffect, useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/contradictions.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { ContradictionItem } from './contradiction-item.tsx';
import { PersonaClaims } from './persona-claims.tsx';
import './contradictions.css';

type Answer = AnswerOf<typeof getContradictions>;

/** So many are seen at once. */
const most = 3;

/** On the page of learnings: what contradicts each other, the costliest first. */
export function ContradictionsSection() {
  const [state, setState] = useState<'open' | 'dismissed'>('open');
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useAnswer(getContradictions, { query: { state } }, { keepPrevious: true });
  useScrollTo(data !== undefined);
  if (data === undefined) {
    if (error === null) return null;
    return (
      <Section id="contradictions" finding={texts.notRead}>
        <ErrorState say={error.message} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>} />
      </Section>
    );
  }
  const { contradictions, others, asked } = data;
  const shown = all ? contradictions : contradictions.slice(0, most);
  return (
    <Section
      id="contradictions"
      finding={findingOf(data, state)}
      controls={
        (others > 0 || state === 'dismissed') && (
          <Button kind="quiet" onClick={() => setState(state === 'open' ? 'dismissed' : 'open')}>
            {state === 'open' ? texts.showDismissed(others) : texts.hideDismissed}
          </Button>
        )
      }
      note={<Notes data={data} />}
    >
      {contradictions.length === 0 && state === 'open' && others === 0 && (
        <p className="quiet">{texts.noneText(asked.questions, asked.scopes)}</p>
      )}
      <ul className="contradictions">
        {shown.map((notice) => (
          <ContradictionItem key={notice.id} notice={notice} />
        ))}
      </ul>
      <PersonaClaims />
      {shown.length < contradictions.length && (
        <p className="learnings-more">
          <Button onClick={() => setAll(true)}>{texts.more(contradictions.length - shown.length)}</Button>
        </p>
      )}
    </Section>
  );
}

/** A link to the section, such as that of a mail, was followed before it was there. */
function useScrollTo(there: boolean): void {
  useEffect(() => {
    if (there && location.hash === '#contradictions') document.querySelector(location.hash)?.scrollIntoView();
  }, [there]);
}

function findingOf({ contradictions, others, more }: Answer, state: 'open' | 'dismissed'): string {
  const some = contradictions.length + more;
  if (state === 'dismissed') return some === 0 ? texts.noDismissed : texts.dismissedFinding(some);
  if (some > 0) return texts.found(some);
  return others > 0 ? texts.noOpen : texts.none;
}

function Notes({ data: { asked, untied } }: { data: Answer }) {
  return (
    <>
      <h3>{texts.howTitle}</h3>
      <p>{texts.how(asked.falseDiscoveries, asked.familyWise)}</p>
      {untied.beliefs + untied.notes > 0 && (
        <>
          <h3>{texts.untiedTitle}</h3>
          <p>{texts.untied(untied.beliefs, untied.notes)}</p>
        </>
      )}
    </>
  );
}
