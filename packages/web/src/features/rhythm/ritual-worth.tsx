import { getRitualWorth, type RitualWorth as Worth } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { spoken } from '../experiments/result-words.tsx';

/** Below this a share of decisions says nothing. */
const enoughLooks = 10;

/** Did it help? What came of its meetings, and what they took. */
export function RitualWorth({ ritualId }: { ritualId: string }) {
  const { data, error, refetch } = useAnswer(getRitualWorth, { params: { id: ritualId } });
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={3} />
    ) : (
      <ErrorState say={texts.worthFailed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  // Nothing to say of it before: the section on its meetings says that there was none.
  if (data.meetings === 0) return null;
  return (
    <Section finding={texts.worthQuestion} note={<Note />}>
      <p className="rhythm-text">{spoken(data.sentence)}</p>
      <Facts worth={data} />
    </Section>
  );
}

function Facts({ worth: { decisions, followUps, hours, hoursPerDecision, missed } }: { worth: Worth }) {
  const { taken, lookedAt, kept, right, wrong, overdue } = decisions;
  const rows: [string, string][] = [
    [texts.worthTaken, String(taken)],
    ...(lookedAt > 0
      ? ([
          [texts.worthKept, texts.worthOf(kept, lookedAt)],
          [texts.worthRight, texts.worthOf(right, lookedAt)],
          [texts.worthWrong, texts.worthOf(wrong, lookedAt)],
        ] satisfies [string, string][])
      : []),
    ...(overdue > 0 ? ([[texts.worthOverdue, String(overdue)]] satisfies [string, string][]) : []),
    [texts.worthFollowUps, texts.worthOf(followUps.done, followUps.made)],
    ...(followUps.done > 0
      ? ([[texts.worthInTime, texts.worthOf(followUps.inTime, followUps.done)]] satisfies [string, string][])
      : []),
    [texts.worthHours, texts.worthHoursText(hours)],
    [texts.worthPer, hoursPerDecision === null ? texts.worthNone : texts.worthHoursText(hoursPerDecision)],
    ...(missed === null ? [] : ([[texts.worthMissed, String(missed)]] satisfies [string, string][])),
  ];
  return (
    <>
      <dl className="worth">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="n">{value}</dd>
          </div>
        ))}
      </dl>
      {taken > 0 && lookedAt < enoughLooks && <p className="quiet">{texts.worthFew(lookedAt)}</p>}
    </>
  );
}

function Note() {
  return (
    <>
      <h3>{texts.worthNote}</h3>
      {texts.worthNoteText.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}
