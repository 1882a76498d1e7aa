import {
  addDomain,
  changeDomain,
  type DomainKind,
  deleteDomain,
  type FailureDomain,
  getPlan,
  listBeliefs,
  type WholePlan,
} from '@dandelion-loop/contract';
import { inHundred, moneyText } from '@dandelion-loop/portfolio';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/plan.ts';
import { partsTexts } from '../../texts/plan-parts.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { FormActions } from './form-actions.tsx';

/** What bets share: a table, and a form for one of them. */
export function Domains({ whole, mayWrite }: { whole: WholePlan; mayWrite: boolean }) {
  const { plan, domains } = whole;
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const chosen = domains.find(({ id }) => id === open) ?? null;
  return (
    <>
      {domains.length > 0 && (
        <BlockTable caption={partsTexts.causes}>
          <thead>
            <tr>
              <th scope="col">{texts.name}</th>
              <th scope="col">{partsTexts.kind}</th>
              <th scope="col">{partsTexts.failure}</th>
              <th scope="col">{partsTexts.cap}</th>
              <th scope="col">
                <span className="visually-hidden">{texts.edit}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {domains.map((domain) => (
              <DomainRow key={domain.id} whole={whole} domain={domain} mayWrite={mayWrite} onEdit={setOpen} />
            ))}
          </tbody>
        </BlockTable>
      )}
      {open !== null && (
        <DomainForm key={`${open} ${chosen?.version}`} planId={plan.id} domain={chosen} onDone={close} />
      )}
      {mayWrite && open === null && (
        <p className="plan-action">
          <Button icon="add" onClick={() => setOpen('new')}>
            {partsTexts.addCause}
          </Button>
        </p>
      )}
    </>
  );
}

interface RowProps {
  whole: WholePlan;
  domain: FailureDomain;
  mayWrite: boolean;
  onEdit: (id: string) => void;
}

function DomainRow({ whole: { answer }, domain, mayWrite, onEdit }: RowProps) {
  const client = useQueryClient();
  const remove = useCommand(deleteDomain, {
    onSuccess: () => client.invalidateQueries({ queryKey: [getPlan.path] }),
    onError: (error) => notify({ tone: 'warning', title: error.message }),
  });
  const { id, name, kind, failure, belief, version } = domain;
  const cap = answer.caps.find((one) => one.domain === name);
  const money = (value: number) => moneyText(value, answer.currency);
  return (
    <tr>
      <th scope="row">
        {name}
        {belief !== null && (
          <small>
            {' '}
            <Link to="/beliefs/$id" params={{ id: belief.id }}>
              {belief.claim}
            </Link>
          </small>
        )}
      </th>
      <td data-label={partsTexts.kind}>{texts.kinds[kind]}</td>
      <td data-label={partsTexts.failure}>{inHundred(failure)}</td>
      <td data-label={partsTexts.cap}>
        {cap && (cap.verdict === 'over' ? texts.overCap : texts.ofCap)(money(cap.planned), money(cap.cap))}
      </td>
      <td className="actions">
        {mayWrite && (
          <>
            <Button kind="quiet" aria-label={texts.editNamed(name)} onClick={() => onEdit(id)}>
              {texts.edit}
            </Button>
            <Button
              kind="quiet"
              aria-label={texts.removeNamed(name)}
              onClick={() => remove.mutate({ params: { id }, query: { version } })}
            >
              {texts.remove}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

const kinds: readonly DomainKind[] = ['channel', 'audience', 'partner', 'asset', 'assumption'];

interface DomainFormProps {
  planId: string;
  /** Null: a new one. */
  domain: FailureDomain | null;
  onDone: () => void;
}

function DomainForm({ planId, domain, onDone }: DomainFormProps) {
  const client = useQueryClient();
  const [name, setName] = useState(domain?.name ?? '');
  const [kind, setKind] = useState<DomainKind>(domain?.kind ?? 'channel');
  const [failure, setFailure] = useState<number | null>(domain === null ? 10 : Math.round(domain.failure * 1e4) / 100);
  const [cap, setCap] = useState<number | null>(domain?.cap ?? null);
  const [beliefId, setBeliefId] = useState(domain?.belief?.id ?? '');
  const { data: beliefs } = useAnswer(listBeliefs, { query: { limit: 500 } }, { enabled: kind === 'assumption' });
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: [getPlan.path] });
    notify({ title: texts.saved });
    onDone();
  };
  const add = useCommand(addDomain, { onSuccess });
  const change = useCommand(changeDomain, { onSuccess });
  const error = add.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (failure === null) return;
    const belief = kind === 'assumption' && beliefId !== '' ? beliefId : null;
    const body = { name, kind, failure: failure / 100, cap, beliefId: belief };
    if (domain === null) add.mutate({ params: { id: planId }, body });
    else change.mutate({ params: { id: domain.id }, body: { version: domain.version, ...body } });
  };
  return (
    <form
      className="plan-form plan-part"
      onSubmit={submit}
      aria-label={domain === null ? partsTexts.addCause : texts.editNamed(domain.name)}
    >
      <div className="plan-row">
        <Field label={texts.name}>
          <TextInput value={name} onValue={setName} maxLength={200} required autoFocus />
        </Field>
        <Field label={partsTexts.kind}>
          <Select
            value={kind}
            onValue={setKind}
            choices={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
          />
        </Field>
      </div>
      <div className="plan-row">
        <Field label={partsTexts.failure} hint={partsTexts.failureHint} error={failure === null && texts.mustNumber}>
          <NumberInput value={failure} onValue={setFailure} unit={texts.inHundredUnit} />
        </Field>
        <Field label={partsTexts.cap} hint={partsTexts.capHint} optional>
          <NumberInput value={cap} onValue={setCap} />
        </Field>
      </div>
      {kind === 'assumption' && (
        <Field label={partsTexts.belief} optional>
          <Select
            value={beliefId}
            onValue={setBeliefId}
            choices={[
              { value: '', label: partsTexts.noBelief },
              ...(beliefs?.beliefs ?? []).map(({ id, claim }) => ({ value: id, label: claim })),
            ]}
          />
        </Field>
      )}
      {error !== null && <FieldError>{error.message}</FieldError>}
      <FormActions busy={add.isPending || change.isPending} onCancel={onDone} />
    </form>
  );
}
