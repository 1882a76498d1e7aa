import { createRitual, listRitualPacks, type RitualPack } from '@dandelion-loop/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession, useWorkspace } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { useDraft } from '../../app/use-draft.ts';
import { dayOf } from '../../app/zone-day.ts';
import { texts } from '../../texts/ritual.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { RhythmCrumbs } from './rhythm-crumbs.tsx';
import { bodyOf, faultsOf, isWhole, newDraft } from './ritual-draft.ts';
import { RitualForm } from './ritual-form.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';
import './rhythm.css';

const route = getRouteApi('/shell/rhythm/rituals/new');

/** A new ritual, from one that ships or from nothing. */
export function NewRitualPage() {
  const { pack } = route.useSearch();
  const { data, error, refetch } = useAnswer(listRitualPacks, {}, { staleTime: Number.POSITIVE_INFINITY });
  if (data !== undefined)
    return <NewRitual key={pack ?? ''} asked={pack ?? null} pack={data.packs.find(({ id }) => id === pack) ?? null} />;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  return (
    <>
      <PageHead context={<RhythmCrumbs />} question={texts.newQuestion} />
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    </>
  );
}

function NewRitual({ asked, pack }: { asked: string | null; pack: RitualPack | null }) {
  const { member } = useSession();
  const { timeZone } = useWorkspace();
  const navigate = useNavigate();
  const changed = useRhythmChanged();
  const beginning = { day: dayOf(Date.now(), timeZone), timeZone, memberId: member.id };
  const [draft, setDraft, clear] = useDraft(`new ritual ${pack?.id ?? ''}`, newDraft(pack, beginning));
  const [tried, setTried] = useState(false);
  const create = useCommand(createRitual, {
    onSuccess: async ({ id }) => {
      clear();
      await navigate({ to: '/rhythm/rituals/$id', params: { id } });
      await changed('ritual');
    },
  });
  const submit = () => {
    setTried(true);
    if (isWhole(faultsOf(draft)) && !create.isPending)
      create.mutate({ body: { ...bodyOf(draft), pack: pack?.id ?? null } });
  };
  return (
    <div className="rhythm">
      <PageHead
        context={<RhythmCrumbs />}
        question={texts.newQuestion}
        answer={
          <>
            {pack === null ? texts.newBlank : texts.newAnswer(pack.name)}
            <mark>{pack === null ? texts.newBlankFinding : texts.newAnswerFinding}</mark>
          </>
        }
        basis={pack?.purpose}
      />
      {asked !== null && pack === null && <Notice tone="warning" title={texts.noPack(asked)} />}
      <RitualForm
        draft={draft}
        set={(part) => setDraft((now) => ({ ...now, ...part }))}
        tried={tried}
        onSubmit={submit}
        error={create.error && <FieldError>{create.error.message}</FieldError>}
        actions={
          <>
            <Button type="submit" kind="primary" unavailable={create.isPending && texts.saving}>
              {texts.make}
            </Button>
            <ButtonLink kind="quiet" to="/rhythm">
              {texts.cancel}
            </ButtonLink>
          </>
        }
      />
    </div>
  );
}
