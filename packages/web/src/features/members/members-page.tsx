import { type AnswerOf, listMembers } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/members.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LeftTable } from './left-table.tsx';
import { MemberAction, type WantedAction } from './member-action.tsx';
import { MemberTable } from './member-table.tsx';
import { answerOf, gone, present } from './member-words.ts';
import './members.css';
import { OpenInvites } from './open-invites.tsx';
import { RolesTable } from './roles-table.tsx';

/** Who works here, who is invited, who left, and what each role may do. */
export function MembersPage() {
  const { data, error, refetch } = useAnswer(listMembers, {});
  const [inviting, setInviting] = useState(false);
  const may = useMay('members:write');
  const answer = data && answerOf(data.members);
  return (
    <>
      <PageHead
        actions={
          may && (
            <Button kind="primary" onClick={() => setInviting(true)}>
              {texts.invite}
            </Button>
          )
        }
        question={texts.question}
        answer={
          answer && (
            <>
              {answer.text}
              <mark>{answer.finding}</mark>
            </>
          )
        }
        basis={answer && texts.basis}
      />
      {data !== undefined ? (
        <Everybody {...data} />
      ) : error === null ? (
        <Skeleton lines={5} what={texts.reading} />
      ) : (
        <ErrorState say={texts.notRead} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>}>
          {error.message}
        </ErrorState>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

function Everybody({ members, invites }: AnswerOf<typeof listMembers>) {
  const [wanted, setWanted] = useState<WantedAction | null>(null);
  const here = present(members);
  const left = gone(members);
  return (
    <>
      <Section finding={texts.secured(here.filter(({ secondFactor }) => secondFactor).length, here.length)}>
        <MemberTable members={members} onAction={setWanted} />
        {left.length > 0 && (
          <div className="who-left">
            <Details summary={texts.left(left.length)}>
              <LeftTable members={left} />
            </Details>
          </div>
        )}
      </Section>
      {invites.length > 0 && <OpenInvites invites={invites} />}
      <Section
        finding={texts.roles}
        note={
          <>
            <h3>{texts.rolesNote}</h3>
            <p>{texts.rolesNoteText}</p>
            <h3>{texts.rolesNoteKeys}</h3>
            <p>{texts.rolesNoteKeysText}</p>
          </>
        }
      >
        <RolesTable />
      </Section>
      {wanted && <MemberAction key={wanted.what} {...wanted} members={members} onClose={() => setWanted(null)} />}
    </>
  );
}
