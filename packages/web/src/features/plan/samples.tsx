import { getPlan, importPlan, listPlans } from '@dandelion-loop/contract';
import type { PlanSample } from '@dandelion-loop/portfolio/samples';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { periodTexts } from '../../texts/period.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.ts';
import { movedPlan } from './moved-plan.ts';

const order: readonly PlanSample[] = ['charity', 'shop'];

/** Two whole plans, each at one press. */
export function Samples() {
  const client = useQueryClient();
  const { member } = useSession();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<PlanSample | null>(null);
  const send = useCommand(importPlan);
  const take = async (sample: PlanSample) => {
    setBusy(sample);
    try {
      const { planSamples } = await import('@dandelion-loop/portfolio/samples');
      const moved = movedPlan(planSamples[sample], new Date());
      // Its days are of another year by now.
      const name = moved.name.replace(/, \d{4}$/, '');
      // Whoever takes it owns its bets: the people whom it names are nobody's members.
      const bets = moved.bets.map((bet) => ({ ...bet, owner: member.name }));
      const document = { ...moved, name, bets };
      const { problems, plan } = await send.mutateAsync({ body: { document: document as never } });
      const [problem] = problems;
      if (problem) throw new Error(`${problem.path}: ${problem.reason}`);
      await client.invalidateQueries({ queryKey: [getPlan.path] });
      await client.invalidateQueries({ queryKey: [listPlans.path] });
      if (plan !== null) await navigate({ to: '/plan', search: { plan: plan.id } });
    } catch (error) {
      notify({
        tone: 'warning',
        title: periodTexts.importFailed,
        text: error instanceof Error ? error.message : String(error),
      });
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      <p>{texts.samplesText}</p>
      <ul className="plan-samples">
        {order.map((sample) => (
          <li key={sample}>
            <h3>{texts.samples[sample].title}</h3>
            <p>{texts.samples[sample].text}</p>
            <p className="plan-action">
              <Button
                kind={sample === 'charity' ? 'primary' : 'plain'}
                onClick={() => void take(sample)}
                unavailable={busy !== null && texts.reading}
              >
                {texts.samples[sample].action}
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
