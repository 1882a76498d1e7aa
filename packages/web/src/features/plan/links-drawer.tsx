import { listPlanLinks, makePlanLink, type PlanLink, revokePlanLink, shareDays } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { sharedPlanTexts as texts } from '../../texts/shared-plan.ts';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';

interface LinksDrawerProps {
  open: boolean;
  onClose: () => void;
  planId: string;
}

/** Links to the page of the plan for people without an account. */
export function LinksDrawer({ open, onClose, planId }: LinksDrawerProps) {
  return (
    <Drawer open={open} onClose={onClose} title={texts.title}>
      <Links planId={planId} />
    </Drawer>
  );
}

type Days = (typeof shareDays)[number];

function Links({ planId }: { planId: string }) {
  const client = useQueryClient();
  const mayMake = useMay('shares:write');
  const [madeFor, setMadeFor] = useState('');
  const [days, setDays] = useState<Days>(90);
  const { data, error } = useAnswer(listPlanLinks, { params: { id: planId } });
  const make = useCommand(makePlanLink, {
    onSuccess: () => client.invalidateQueries({ queryKey: [listPlanLinks.path] }),
  });
  return (
    <div className="drills">
      <p>{texts.text}</p>
      {mayMake && (
        <form
          className="plan-form"
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate({ params: { id: planId }, body: { madeFor, days } });
          }}
        >
          <Field label={texts.madeFor} hint={texts.madeForHint} optional>
            <TextInput value={madeFor} onValue={setMadeFor} maxLength={80} />
          </Field>
          <Field label={texts.days}>
            <Select
              value={String(days)}
              onValue={(value) => setDays(shareDays.find((one) => String(one) === value) ?? 90)}
              choices={shareDays.map((one) => ({ value: String(one), label: texts.daysWords(one) }))}
            />
          </Field>
          {make.error !== null && <FieldError>{make.error.message}</FieldError>}
          <div className="plan-form-actions">
            <Button type="submit" kind="primary" unavailable={make.isPending && texts.making}>
              {texts.make}
            </Button>
          </div>
        </form>
      )}
      {make.data !== undefined && <CopyField label={texts.link} hint={texts.linkHint} value={make.data.url} />}
      <h3>{texts.links}</h3>
      {error !== null && <FieldError>{error.message}</FieldError>}
      {data?.links.length === 0 && <p className="quiet">{texts.none}</p>}
      <ul className="plan-hand-offs">
        {data?.links.map((link) => (
          <OneLink key={link.id} link={link} mayEnd={mayMake} />
        ))}
      </ul>
    </div>
  );
}

function OneLink({ link: { id, madeFor, state, opens, expiresAt }, mayEnd }: { link: PlanLink; mayEnd: boolean }) {
  const { day } = useFormats();
  const client = useQueryClient();
  const end = useCommand(revokePlanLink, {
    onSuccess: () => client.invalidateQueries({ queryKey: [listPlanLinks.path] }),
    onError: (error) => notify({ tone: 'warning', title: error.message }),
  });
  const name = madeFor === '' ? texts.unnamed : madeFor;
  return (
    <li>
      <span>
        {name}{' '}
        <small className="quiet">
          {state === 'active' ? texts.ends(day(expiresAt)) : texts.states[state]}, {texts.opens(opens)}
        </small>
      </span>
      {mayEnd && state === 'active' && (
        <Button aria-label={texts.revokeNamed(name)} onClick={() => end.mutate({ params: { id } })}>
          {texts.revoke}
        </Button>
      )}
    </li>
  );
}
