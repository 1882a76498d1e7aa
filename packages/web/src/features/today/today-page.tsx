import { type Agenda, getToday, readAgenda, type Today } from '@dandelion-loop/contract';
import { todayHeadline } from '@dandelion-loop/wording';
import { useSeenWorkspace } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/today.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { LaterList } from './later-list.tsx';
import { RankedItem } from './ranked-item.tsx';
import { RitualCard } from './ritual-card.tsx';
import { SinceList } from './since-list.tsx';
import { type TodayActions, useTodayActions } from './use-today-actions.ts';
import './today.css';

const everyMinute = 60_000;
/** What is still being computed is asked for again soon. */
const soon = 1500;

/** What needs whoever is here now, most urgent first. */
export function TodayPage() {
  const { data, error, refetch } = useAnswer(
    getToday,
    {},
    { refetchInterval: (answer) => (answer !== undefined && answer.pending.length > 0 ? soon : everyMinute) },
  );
  if (data !== undefined) return <TodayView today={data} />;
  if (error === null) return <Skeleton lines={10} what={texts.reading} />;
  return (
    <>
      <PageHead question={texts.question} />
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

const inWords = (locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) => (iso: string) =>
  new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(new Date(iso));

function useClock({ timeZone }: Today) {
  const locale = useSeenWorkspace()?.locale ?? 'en-GB';
  return {
    time: inWords(locale, timeZone, { hour: '2-digit', minute: '2-digit' }),
    weekday: inWords(locale, timeZone, { weekday: 'long', hour: '2-digit', minute: '2-digit' }),
    whole: inWords(locale, 'UTC', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  };
}

function TodayView({ today }: { today: Today }) {
  const actions = useTodayActions();
  const { time, weekday } = useClock(today);
  const { ritual } = today;
  const when = ritual === null ? '' : (ritual.today ? time : weekday)(ritual.startsAt);
  const asked = useAnswer(
    readAgenda,
    { params: { id: ritual?.id ?? '' } },
    { enabled: ritual !== null, staleTime: everyMinute, refetchInterval: everyMinute },
  );
  const agenda = asked.data ?? (asked.error === null ? undefined : null);
  return (
    <>
      <TodayHead today={today} agenda={agenda ?? null} when={when} />
      <div className="today">
        <div>
          <Items today={today} actions={actions} />
          <LaterList today={today} actions={actions} />
          {today.putOff > 0 && (
            <p className="put-off-count">
              {texts.putOffCount(today.putOff)}{' '}
              <Button kind="quiet" onClick={actions.bringAllBack}>
                {texts.bringBack}
              </Button>
            </p>
          )}
        </div>
        <aside aria-label={texts.sinceYesterday}>
          {ritual !== null && <RitualCard ritual={ritual} agenda={agenda} when={when} />}
          <SinceList items={today.since} />
        </aside>
      </div>
    </>
  );
}

function Items({ today, actions }: { today: Today; actions: TodayActions }) {
  if (today.items.length === 0)
    return (
      <p className="today-actions">
        <ButtonLink to="/plan">{texts.seePlan}</ButtonLink>
      </p>
    );
  return (
    <ol className="ranked">
      {today.items.map((item, at) => (
        <RankedItem key={`${item.source} ${item.id}`} item={item} rank={at + 1} today={today.day} actions={actions} />
      ))}
    </ol>
  );
}

/** How many of the first things the agenda names. */
function onAgenda({ items }: Today, agenda: Agenda | null): number {
  const named = new Set(
    (agenda?.blocks ?? []).flatMap((block) => block.items.map(({ subject }) => `${subject.kind} ${subject.id}`)),
  );
  return items.filter(({ subject }) => subject !== null && named.has(`${subject.kind} ${subject.id}`)).length;
}

function TodayHead({ today, agenda, when }: { today: Today; agenda: Agenda | null; when: string }) {
  const { time, whole } = useClock(today);
  const headline = todayHeadline(today.items);
  const found = onAgenda(today, agenda);
  const later = today.later.length + today.more;
  return (
    <PageHead
      context={whole(today.day)}
      question={texts.question}
      answer={
        headline === null ? (
          <>
            <mark>{texts.nothing}</mark>.
          </>
        ) : (
          <>
            {headline.before}
            <mark>{headline.finding}</mark>
            {headline.after}
          </>
        )
      }
      basis={
        <>
          {headline === null ? `${later > 0 ? texts.nothingBut(later) : texts.nothingText} ` : ''}
          {texts.checked(time(today.at))}
          {found > 0 &&
            texts.onAgenda(found, today.items.length, today.ritual?.today ? texts.at(when) : texts.of(when))}
          {today.pending.map((what) => texts.computing(what)).join('')}
          {today.unread.length > 0 && texts.unread(today.unread)}
        </>
      }
    />
  );
}
