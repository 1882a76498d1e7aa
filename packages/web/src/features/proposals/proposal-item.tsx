import { createDraft, listDrafts, type Proposal, type ProposalBasis } from '@dandelion-loop/contract';
import { believedWords, numbers } from '@dandelion-loop/wording';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { FieldError } from '../../ui/field.tsx';
import { ProposalSources } from './proposal-sources.tsx';
import { costWords, rateWords, worthWords } from './proposal-words.ts';

interface ItemProps {
  proposal: Proposal;
  basis: ProposalBasis;
  weeks: number;
  place: number;
}

/** One proposed test: what, why, and what it is worth for what it takes. */
export function ProposalItem({ proposal, basis, weeks, place }: ItemProps) {
  const { title, why, kind, units, variations, days, from } = proposal;
  return (
    <li className="proposal">
      <span className="proposal-rank">
        <span className="visually-hidden">{texts.rank(place)}</span>
        <span aria-hidden="true">{place}</span>
      </span>
      <div className="proposal-what">
        <small className="proposal-kind">{texts.kinds[kind]}</small>
        <h3>{title}</h3>
        <p>{why}</p>
        <ProposalSources from={from} />
        <Details summary={texts.details}>
          <Doubts proposal={proposal} basis={basis} />
        </Details>
      </div>
      <dl className="proposal-figures">
        <Figure label={texts.worth}>{texts.inAll(worthWords(proposal, basis), weeks)}</Figure>
        <Figure label={texts.rate}>{rateWords(proposal, basis)}</Figure>
        <Figure label={texts.size}>{texts.units(units, variations)}</Figure>
        <Figure label={texts.duration}>{texts.days(days)}</Figure>
      </dl>
      <DraftButton proposal={proposal} first={place === 1} />
    </li>
  );
}

function Figure({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Doubts({ proposal, basis }: Pick<ItemProps, 'proposal' | 'basis'>) {
  const { decision, caution, expected, changesMind, cost } = proposal;
  return (
    <dl className="proposal-doubts">
      <Figure label={texts.decision}>{decision}</Figure>
      <Figure label={texts.changes}>{numbers.chance(changesMind)}</Figure>
      {expected && <Figure label={texts.expected}>{believedWords(expected)}</Figure>}
      {cost > 0 && <Figure label={texts.cost}>{costWords(proposal, basis)}</Figure>}
      <Figure label={texts.caution}>{caution}</Figure>
    </dl>
  );
}

function DraftButton({ proposal: { id, title }, first }: { proposal: Proposal; first: boolean }) {
  const may = useMay('learnings:write');
  const client = useQueryClient();
  const navigate = useNavigate();
  const command = useCommand(createDraft, {
    onSuccess: async (draft) => {
      await client.invalidateQueries({ queryKey: [listDrafts.path] });
      await navigate({ to: '/drafts/$id', params: { id: draft.id } });
    },
  });
  if (!may) return null;
  return (
    <div className="proposal-go">
      <Button
        kind={first ? 'primary' : 'plain'}
        aria-label={`${texts.draft}: ${title}`}
        unavailable={command.isPending && texts.drafting}
        onClick={() => command.mutate({ body: { proposalId: id } })}
      >
        {texts.draft}
      </Button>
      {command.error && <FieldError>{command.error.message}</FieldError>}
    </div>
  );
}
