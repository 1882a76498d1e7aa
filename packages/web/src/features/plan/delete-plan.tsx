import { deletePlan, exportPlan, getPlan, listPlans, type WholePlan } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addressOf } from '../../app/api.ts';
import { useCommand } from '../../app/queries.ts';
import { periodTexts as texts } from '../../texts/period.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notify } from '../../ui/notify.ts';

/** All of a plan goes: what that is, what can be kept, and its name typed where a bet began. */
export function DeletePlan({ whole: { plan, bets } }: { whole: WholePlan }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const begun = bets.filter(({ status }) => status !== 'planned').length;
  const remove = useCommand(deletePlan, {
    onSuccess: async () => {
      setAsking(false);
      await navigate({ to: '/plan' });
      client.removeQueries({ queryKey: [getPlan.path] });
      await client.invalidateQueries({ queryKey: [listPlans.path] });
      notify({ title: texts.deleted(plan.name) });
    },
  });
  return (
    <>
      <p>{texts.deleteText(bets.length, begun)}</p>
      <div className="plan-form-actions plan-action">
        <a className="btn" href={addressOf(exportPlan, { query: { plan: plan.id } })} download>
          {texts.exportFirst}
        </a>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {texts.delete}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={texts.deleteTitle(plan.name)}
        confirm={texts.delete}
        {...(begun > 0 ? { word: plan.name } : {})}
        busy={remove.isPending ? texts.deleting : undefined}
        error={remove.error?.message}
        onConfirm={() => remove.mutate({ params: { id: plan.id }, query: { version: plan.version, name: plan.name } })}
      >
        {texts.deleteWhat}
      </ConfirmDialog>
    </>
  );
}
