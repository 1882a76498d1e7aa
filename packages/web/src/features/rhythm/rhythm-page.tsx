import { listDecisions, listFollowUps, listRituals, type Ritual } from '@dandelion-loop/contract';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/rhythm.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { Said } from '../experiments/result-words.tsx';
import { DecisionsDue, dueDecisions } from './decisions-due.tsx';
import { FollowUps, openFollowUps } from './follow-ups.tsx';
import { isSoon } from './is-soon.ts';
import { Packs } from './packs.tsx';
import { rhythmAnswer } from './rhythm-answer.ts';
import { RhythmNav } from './rhythm-nav.tsx';
import { RitualCard } from './ritual-card.tsx';
import { RitualList } from './ritual-list.tsx';
import { useWhen } from './use-when.ts';
import './rhythm.css';

/** When do we decide, with whom, about what? */
export function RhythmPage() {
  const rituals = useAnswer(listRituals, {});
  const overdue = useAnswer(listFollowUps, { query: { state: 'overdue', limit: 1 } });
  const open = useAnswer(listFollowUps, openFollowUps);
  const due = useAnswer(listDecisions, dueDecisions);
  const asked = [rituals, overdue, open, due];
  const error = asked.find((one) => one.error !== null)?.error;
  if (rituals.data && overdue.data && open.data && due.data) {
    const counts = { overdue: overdue.data.total, open: open.data.total, due: due.data.total };
    const nothing = rituals.data.rituals.length === 0;
    return nothing ? <Empty counts={counts} /> : <Rhythm rituals={rituals.data.rituals} counts={counts} />;
  }
  if (!error) return <Skeleton lines={8} what={texts.reading} />;
  const again = () => asked.forEach((one) => void one.refetch());
  return (
    <>
      <PageHead context={<RhythmNav />} question={texts.question} />
      <ErrorState say={texts.failed} actions={<Button onClick={again}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

interface Counts {
  overdue: number;
  open: number;
  due: number;
}

/** Cards for what is held soonest; the list has all. */
const cards = 2;

function Rhythm({ rituals, counts }: { rituals: readonly Ritual[]; counts: Counts }) {
  const when = useWhen();
  const mayWrite = useMay('rituals:write');
  const going = rituals.filter(({ ended }) => ended === null);
  const next = going.filter((one) => one.next !== null || one.meetingId !== null).slice(0, cards);
  return (
    <div className="rhythm">
      <PageHead
        context={<RhythmNav />}
        actions={
          mayWrite && (
            <ButtonLink to="/rhythm/rituals/new" icon="add">
              {texts.newRitual}
            </ButtonLink>
          )
        }
        question={texts.question}
        answer={<Said saying={rhythmAnswer(rituals, counts.overdue, when.moment)} />}
        basis={texts.basis(going.length, counts.open, counts.due)}
      />
      {next.length > 0 && (
        <Section finding={texts.nextFinding(next.length)} note={<AgendaNote />}>
          <div className="ritual-cards">
            {next.map((ritual, at) => (
              <RitualCard key={ritual.id} ritual={ritual} first={at === 0 && isSoon(ritual)} />
            ))}
          </div>
        </Section>
      )}
      <FollowUps overdue={counts.overdue} />
      <DecisionsDue />
      <Section finding={going.length === 0 ? texts.noneGoOn : texts.listFinding(going.length)}>
        <RitualList rituals={rituals} />
      </Section>
    </div>
  );
}

function AgendaNote() {
  return (
    <>
      <h3>{texts.agendaNote}</h3>
      <p>{texts.agendaNoteText}</p>
    </>
  );
}

/** Decisions and follow-ups may be there without a ritual, by the API. */
function Empty({ counts }: { counts: Counts }) {
  const mayWrite = useMay('rituals:write');
  return (
    <div className="rhythm">
      <PageHead
        context={<RhythmNav />}
        actions={mayWrite && <ButtonLink to="/rhythm/rituals/new">{texts.blank}</ButtonLink>}
        question={texts.question}
        answer={
          <>
            {texts.emptyAnswer}
            <mark>{texts.emptyFinding}</mark>
          </>
        }
        basis={texts.emptyBasis}
      />
      {mayWrite ? (
        <Section finding={texts.packsTitle}>
          <Packs />
        </Section>
      ) : (
        <EmptyState say={texts.emptyBasis}>{texts.reader}</EmptyState>
      )}
      {counts.open > 0 && <FollowUps overdue={counts.overdue} />}
      {counts.due > 0 && <DecisionsDue />}
    </div>
  );
}
