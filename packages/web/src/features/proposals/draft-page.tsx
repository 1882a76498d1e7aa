import { type Draft, deleteDraft, getDraft, listDrafts } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { DraftAssignment } from './draft-assignment.tsx';
import { ProposalSources } from './proposal-sources.tsx';
import './proposals.css';

const route = getRouteApi('/shell/drafts/$id');
const upwards = <Link to="/learnings/next">{texts.back}</Link>;

/** One drafted test: its variations, who gets which, and what to do with the results. */
export function DraftPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useAnswer(getDraft, { params: { id } });
  usePageTitle(data?.title);
  if (data !== undefined) return <Shown key={id} draft={data} />;
  if (error === null) return <Skeleton lines={5} what={texts.reading} />;
  return (
    <>
      <PageHead context={upwards} question={texts.back} />
      <ErrorState say={error.message} actions={<Button onClick={() => void refetch()}>{texts.again}</Button>} />
    </>
  );
}

function Shown({ draft }: { draft: Draft }) {
  const { day } = useFormats();
  const { title, variations, unitsPerVariation, by, createdAt, days, columns } = draft;
  const may = useMay('learnings:write');
  const mayImport = useMay('imports:write');
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <PageHead
        context={upwards}
        actions={may && <Button onClick={() => setDeleting(true)}>{texts.deleteDraft}</Button>}
        question={title}
        answer={
          <>
            {texts.draftAnswer(variations.length)}
            <mark>{texts.draftFinding(unitsPerVariation)}</mark>
          </>
        }
        basis={texts.draftBasis(by.name, day(createdAt), days)}
      />
      <Section finding={texts.designs[draft.design]} note={<Asks draft={draft} />}>
        <Variations draft={draft} />
      </Section>
      {draft.aliases.length > 0 && draft.resolution !== null && (
        <Section finding={texts.aliases(draft.resolution)}>
          <p className="draft-lead">{texts.aliasesText}</p>
          <Aliases draft={draft} />
        </Section>
      )}
      <Section finding={texts.assignment}>
        <DraftAssignment draft={draft} />
      </Section>
      <Section
        finding={texts.afterwards}
        controls={mayImport && <ButtonLink to="/imports/new">{texts.importResults}</ButtonLink>}
      >
        <ol className="draft-steps">
          {texts.steps(columns.attributes).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
      {deleting && <DeleteDraft draft={draft} onClose={() => setDeleting(false)} />}
    </>
  );
}

function Asks({ draft: { hypotheses, proposal } }: { draft: Draft }) {
  return (
    <>
      <h3>{texts.hypotheses}</h3>
      {hypotheses.map((hypothesis) => (
        <p key={hypothesis}>{hypothesis}</p>
      ))}
      {proposal && (
        <>
          <h3>{texts.why}</h3>
          <p>{proposal.why}</p>
          <p>{proposal.decision}</p>
          <ProposalSources from={proposal.from} />
          <h3>{texts.caution}</h3>
          <p>{proposal.caution}</p>
        </>
      )}
    </>
  );
}

function Variations({ draft: { attributes, variations } }: { draft: Draft }) {
  return (
    <BlockTable caption={texts.design}>
      <thead>
        <tr>
          <th scope="col">{texts.variation}</th>
          {attributes.map(({ id, name }) => (
            <th scope="col" key={id}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {variations.map(({ name, levels }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {attributes.map((attribute, at) => (
              <td key={attribute.id} data-label={attribute.name}>
                {levels[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}

function Aliases({ draft: { aliases } }: { draft: Draft }) {
  return (
    <BlockTable caption={texts.aliasesText}>
      <thead>
        <tr>
          <th scope="col">{texts.effect}</th>
          <th scope="col">{texts.mixedWith}</th>
        </tr>
      </thead>
      <tbody>
        {aliases.map(({ effect, with: others }) => (
          <tr key={texts.together(effect)}>
            <th scope="row">{texts.together(effect)}</th>
            <td data-label={texts.mixedWith}>{others.map(texts.together).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}

function DeleteDraft({ draft: { id }, onClose }: { draft: Draft; onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(deleteDraft, {
    onSuccess: async () => {
      await navigate({ to: '/learnings/next' });
      await client.invalidateQueries({ queryKey: [listDrafts.path] });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.deleteDraft}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button
            kind="danger"
            unavailable={command.isPending && texts.deleting}
            onClick={() => command.mutate({ params: { id } })}
          >
            {texts.deleteDraft}
          </Button>
        </>
      }
    >
      <p>{texts.deleteDraftSays}</p>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </Dialog>
  );
}
