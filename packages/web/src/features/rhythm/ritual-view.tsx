import { changeRitual, type Ritual } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { AgendaList } from './agenda-list.tsx';
import { cadenceWords } from './cadence-words.ts';
import { DeleteRitual, EndRitual } from './end-ritual.tsx';
import { HoldRitual } from './hold-ritual.tsx';
import { PastMeetings } from './past-meetings.tsx';
import { RhythmCrumbs } from './rhythm-crumbs.tsx';
import { RitualEdit } from './ritual-edit.tsx';
import { RitualTimes } from './ritual-times.tsx';
import { RitualWorth } from './ritual-worth.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';
import { useWhen } from './use-when.ts';

type Doing = 'change' | 'end' | 'delete';

export function RitualView({ ritual }: { ritual: Ritual }) {
  const { day } = useFormats();
  const when = useWhen();
  const mayWrite = useMay('rituals:write');
  const [doing, setDoing] = useState<Doing | null>(null);
  const { id, name, purpose, cadence, minutes, members, ended, proposesEnd, meetingId, lastHeldAt, next } = ritual;
  const close = () => setDoing(null);
  const words = cadenceWords(cadence, { timeZone: when.timeZone, day });
  const own = next === null || ended !== null ? null : when.own(next.startsAt);
  const held = lastHeldAt !== null || meetingId !== null;
  return (
    <div className="rhythm">
      <PageHead
        context={<RhythmCrumbs />}
        actions={
          <>
            {mayWrite && !held && (
              <Button kind="quiet" onClick={() => setDoing('delete')}>
                {texts.delete}
              </Button>
            )}
            {mayWrite && ended === null && (
              <>
                <Button kind="quiet" onClick={() => setDoing('end')}>
                  {texts.end}
                </Button>
                <Button
                  icon="edit"
                  aria-expanded={doing === 'change'}
                  onClick={() => setDoing(doing === 'change' ? null : 'change')}
                >
                  {texts.change}
                </Button>
              </>
            )}
            {ended === null && ritual.meetingId === null && (
              <ButtonLink to="/rhythm/meetings/$id" params={{ id: 'next' }} search={{ ritual: ritual.id }}>
                {texts.agendaNow}
              </ButtonLink>
            )}
            {doing !== 'change' && <HoldRitual ritual={ritual} kind="primary" />}
          </>
        }
        question={spoken(name)}
        answer={<Answer ritual={ritual} />}
        basis={`${own === null ? '' : `${own}. `}${texts.basis(words, minutes, members.filter(({ left }) => !left).length)}`}
      />
      {ended !== null && <Ended ritual={ritual} ended={ended} mayWrite={mayWrite} />}
      {proposesEnd !== null && (
        <Notice
          tone="warning"
          title={texts.proposes}
          action={mayWrite && <Button onClick={() => setDoing('end')}>{texts.endIt}</Button>}
        >
          {spoken(proposesEnd)}
        </Notice>
      )}
      {doing === 'change' ? (
        <RitualEdit ritual={ritual} onDone={close} />
      ) : (
        <>
          <Section finding={texts.forWhat}>
            {purpose !== '' && <p className="rhythm-text">{spoken(purpose)}</p>}
            <Members members={members} />
          </Section>
          <RitualTimes ritual={ritual} />
          {ended === null && (
            <Section finding={texts.agendaFinding}>
              <div className="ritual-agenda">
                <AgendaList ritualId={id} />
              </div>
            </Section>
          )}
          <RitualWorth ritualId={id} />
          <PastMeetings ritualId={id} />
        </>
      )}
      {doing === 'end' && <EndRitual ritual={ritual} onClose={close} />}
      {doing === 'delete' && <DeleteRitual ritual={ritual} onClose={close} />}
    </div>
  );
}

function Members({ members }: { members: Ritual['members'] }) {
  if (members.length === 0) return null;
  return (
    <dl className="rhythm-facts">
      <dt>{texts.people}</dt>
      <dd>{members.map(({ name, left }) => (left ? texts.hasLeft(spoken(name)) : spoken(name))).join(', ')}</dd>
    </dl>
  );
}

function Answer({ ritual: { ended, meetingId, cadence, next } }: { ritual: Ritual }) {
  const { day } = useFormats();
  const when = useWhen();
  if (ended !== null)
    return (
      <>
        {texts.over}
        <mark>{texts.overFinding(day(ended.at))}</mark>.
      </>
    );
  if (meetingId !== null)
    return (
      <>
        {texts.now}
        <mark>{texts.nowFinding}</mark>.
      </>
    );
  if (next !== null)
    return (
      <>
        {texts.nextIs}
        <mark>{when.moment(next.startsAt)}</mark>.
      </>
    );
  return cadence === null ? (
    <>
      {texts.asked}
      <mark>{texts.askedFinding}</mark>.
    </>
  ) : (
    <>
      {texts.noNext}
      <mark>{texts.noNextFinding}</mark>
    </>
  );
}

interface EndedProps {
  ritual: Ritual;
  ended: NonNullable<Ritual['ended']>;
  mayWrite: boolean;
}

function Ended({ ritual: { id, version }, ended, mayWrite }: EndedProps) {
  const { day } = useFormats();
  const changed = useRhythmChanged();
  const goOn = useCommand(changeRitual, {
    onSuccess: async () => {
      notify({ title: texts.goesOn });
      await changed('ritual');
    },
    onError: async (error) => {
      notify({ tone: 'warning', title: texts.notSaved, text: error.message });
      await changed('ritual');
    },
  });
  return (
    <Notice
      title={texts.ended(day(ended.at))}
      action={
        mayWrite && (
          <Button
            unavailable={goOn.isPending && texts.saving}
            onClick={() => goOn.mutate({ params: { id }, body: { version, ended: null } })}
          >
            {texts.goOn}
          </Button>
        )
      }
    >
      {texts.endedBecause(spoken(ended.reason))}
    </Notice>
  );
}
