import {
  type AnswerOf,
  changeFollowUp,
  changeHandOff,
  type HandOff,
  listFollowUps,
  readOwnPart,
} from '@dandelion-loop/contract';
import { useFormats } from '../../app/formats.ts';
import { useSession } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { mineTexts as texts } from '../../texts/mine.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Details } from '../../ui/details.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { OwnBet } from './own-bet.tsx';
import { type OwnTask, TaskList } from './task-list.tsx';
import './plan.css';

type Part = AnswerOf<typeof readOwnPart>;
type FollowUp = AnswerOf<typeof listFollowUps>['followUps'][number];

/** What names somebody: all that a partner sees. */
export function MinePage() {
  const part = useAnswer(readOwnPart, {}, { refetchInterval: 60_000 });
  const tasks = useAnswer(listFollowUps, { query: { owner: 'me', limit: 200 } }, { refetchInterval: 60_000 });
  if (part.data !== undefined && tasks.data !== undefined)
    return <Mine part={part.data} followUps={tasks.data.followUps} />;
  const error = part.error ?? tasks.error;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  const again = () => Promise.all([part.refetch(), tasks.refetch()]);
  return (
    <>
      <PageHead context={texts.context} question={texts.question} />
      <ErrorState say={texts.failed} actions={<Button onClick={() => void again()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function Mine({ part: { bets, handOffs }, followUps }: { part: Part; followUps: readonly FollowUp[] }) {
  const { member } = useSession();
  const open = [...handOffs, ...followUps].filter(({ state }) => state === 'open');
  const isOpen = ({ status }: Part['bets'][number]) => status === 'planned' || status === 'running';
  const ended = bets.filter((bet) => !isOpen(bet));
  if (bets.length + handOffs.length + followUps.length === 0) {
    return (
      <>
        <PageHead context={texts.context} question={texts.question} answer={texts.nothingWaits} basis={texts.basis} />
        <EmptyState say={texts.empty} actions={<ButtonLink to="/account">{texts.account}</ButtonLink>}>
          {texts.emptyText}
        </EmptyState>
      </>
    );
  }
  return (
    <div className="plan-page">
      <PageHead
        context={texts.context}
        question={texts.question}
        answer={<Waiting open={open} />}
        basis={texts.basis}
      />
      {followUps.length > 0 && (
        <Section finding={texts.followUps}>
          <TaskList endpoint={changeFollowUp} tasks={followUps.map((one) => ({ ...one, who: null }))} />
        </Section>
      )}
      {handOffs.length > 0 && (
        <Section finding={texts.handOffs}>
          <TaskList endpoint={changeHandOff} tasks={handOffs.map((one) => handOffTask(one, member.id))} />
        </Section>
      )}
      {bets.length > 0 && (
        <Section finding={texts.bets(bets.length)}>
          <ul className="own-bets">
            {bets.filter(isOpen).map((bet) => (
              <OwnBet key={bet.id} bet={bet} />
            ))}
          </ul>
          {ended.length > 0 && (
            <Details summary={texts.betsEnded}>
              <ul className="own-bets">
                {ended.map((bet) => (
                  <OwnBet key={bet.id} bet={bet} />
                ))}
              </ul>
            </Details>
          )}
        </Section>
      )}
    </div>
  );
}

/** How much is open, and how soon. */
function Waiting({ open }: { open: readonly Pick<OwnTask, 'dueOn' | 'overdue'>[] }) {
  const { day } = useFormats();
  if (open.length === 0) return texts.nothingWaits;
  const late = open.filter(({ overdue }) => overdue).length;
  const [first] = open.flatMap(({ dueOn }) => dueOn ?? []).toSorted();
  return (
    <>
      <mark>{texts.waits(open.length)}</mark>
      {late > 0 ? texts.late(late) : first === undefined ? texts.noDays : texts.firstDue(day(first))}
    </>
  );
}

function handOffTask(handOff: HandOff, me: string): OwnTask {
  const { from, to, fromBet, toBet } = handOff;
  const taken = from === null ? texts.toTake : texts.taken(from.name);
  const given = to === null ? texts.toGive : texts.given(to.name);
  const whom = to?.id === me ? taken : given;
  const bet = toBet ?? fromBet;
  return { ...handOff, who: bet === null ? whom : `${whom}, ${texts.forBet(bet.name)}` };
}
