import { exportPlan, type WholePlan } from '@dandelion-loop/contract';
import { useNavigate } from '@tanstack/react-router';
import { addressOf } from '../../app/api.ts';
import { periodTexts } from '../../texts/period.ts';
import { texts } from '../../texts/plan.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Menu } from '../../ui/menu.tsx';

interface PlanActionsProps {
  whole: WholePlan;
  mayWrite: boolean;
  onDrill: () => void;
  /** Null for who may not see links. */
  onLinks: (() => void) | null;
}

export function PlanActions({ whole: { plan }, mayWrite, onDrill, onLinks }: PlanActionsProps) {
  const navigate = useNavigate();
  return (
    <>
      <Button kind="quiet" onClick={onDrill}>
        {texts.drill}
      </Button>
      {onLinks !== null && <Button onClick={onLinks}>{texts.share}</Button>}
      <ButtonLink to="/plan/parts" search={{ plan: plan.id }}>
        {texts.parts}
      </ButtonLink>
      {mayWrite && (
        <ButtonLink to="/plan/bets/new" search={{ plan: plan.id }}>
          {texts.newBet}
        </ButtonLink>
      )}
      <Menu
        trigger={<IconButton icon="more" label={texts.more} />}
        align="end"
        entries={[
          ...(mayWrite
            ? [
                {
                  key: 'numbers',
                  label: periodTexts.numbers,
                  icon: 'file' as const,
                  run: () => void navigate({ to: '/plan/numbers', search: { plan: plan.id } }),
                },
                {
                  key: 'another',
                  label: periodTexts.another,
                  icon: 'add' as const,
                  run: () => void navigate({ to: '/plan/new' }),
                },
              ]
            : []),
          {
            key: 'export',
            label: texts.export,
            icon: 'export',
            href: addressOf(exportPlan, { query: { plan: plan.id } }),
            download: true,
          },
        ]}
      />
    </>
  );
}
