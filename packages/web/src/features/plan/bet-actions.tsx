import { type Bet, decideBet, deleteBet, getPlan, type Outcome, signBet, startBet } from '@dandelion-loop/contract';
import { valueText } from '@dandelion-loop/portfolio';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { betTexts } from '../../texts/bet.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { notify } from '../../ui/notify.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { type Moved as MovedOutcome, movedSince } from './moved-since.ts';
import { useBetChanged } from './use-bet-changed.ts';

interface BetActionsProps {
  bet: Bet;
  /** That it is for, with its values. */
  outcome: Outcome | undefined;
}

/** What comes next for a bet: sign, start, decide, or delete what never began. */
export function BetActions({ bet, outcome }: BetActionsProps) {
  const [deciding, setDeciding] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const changed = useBetChanged();
  const client = useQueryClient();
  const navigate = useNavigate();
  const onError = (error: Error) => {
    notify({ tone: 'warning', title: betTexts.wrong, text: error.message });
  };
  const sign = useCommand(signBet, { onSuccess: changed, onError });
  const start = useCommand(startBet, { onSuccess: changed, onError });
  const remove = useCommand(deleteBet, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [getPlan.path] });
      await navigate({ to: '/plan', search: { plan: bet.planId } });
    },
  });
  const input = { params: { id: bet.id }, body: { version: bet.version } };
  const planned = bet.status === 'planned';
  if (!planned && !bet.undecided) return null;
  return (
    <div className="bet-actions">
      {planned && (
        <>
          <p className="quiet">{bet.signed === null ? betTexts.signText : null}</p>
          <div className="plan-form-actions">
            {bet.signed === null && (
              <Button kind="primary" onClick={() => sign.mutate(input)} unavailable={sign.isPending && texts.saving}>
                {betTexts.sign}
              </Button>
            )}
            <Button
              kind={bet.signed === null ? 'plain' : 'primary'}
              onClick={() => start.mutate(input)}
              unavailable={start.isPending && texts.saving}
            >
              {betTexts.start}
            </Button>
            <Button kind="danger" onClick={() => setDeleting(true)}>
              {betTexts.deleteBet}
            </Button>
          </div>
          {bet.signed === null && <p className="quiet">{betTexts.startUnsigned}</p>}
        </>
      )}
      {bet.undecided && (
        <Button kind="primary" onClick={() => setDeciding(true)}>
          {betTexts.decide}
        </Button>
      )}
      {deciding && <DecideDialog bet={bet} outcome={outcome} onClose={() => setDeciding(false)} />}
      <ConfirmDialog
        open={deleting}
        onClose={() => setDeleting(false)}
        title={betTexts.deleteBet}
        confirm={betTexts.deleteBet}
        busy={remove.isPending ? texts.saving : undefined}
        error={remove.error?.message}
        onConfirm={() => remove.mutate({ params: { id: bet.id }, query: { version: bet.version } })}
      >
        {betTexts.deleteBetText}
      </ConfirmDialog>
    </div>
  );
}

type Verdict = keyof typeof betTexts.verdicts;
const verdicts: readonly Verdict[] = ['succeeded', 'failed', 'stopped'];

function DecideDialog({ bet, outcome, onClose }: BetActionsProps & { onClose: () => void }) {
  const [verdict, setVerdict] = useState<Verdict>('succeeded');
  const [because, setBecause] = useState('');
  const [asAgreed, setAsAgreed] = useState(false);
  const [learned, setLearned] = useState('');
  const [actual, setActual] = useState<number | null>(null);
  const changed = useBetChanged();
  const decide = useCommand(decideBet, {
    onSuccess: async () => {
      await changed();
      onClose();
    },
  });
  const submit = () =>
    decide.mutate({
      params: { id: bet.id },
      body: { version: bet.version, verdict, because, asAgreed, learned, actualPayoff: actual },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={betTexts.decide}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button kind="primary" onClick={submit} unavailable={decide.isPending && texts.saving}>
            {texts.save}
          </Button>
        </>
      }
    >
      <div className="plan-form">
        <Field label={betTexts.verdict}>
          <Select
            value={verdict}
            onValue={setVerdict}
            choices={verdicts.map((value) => ({ value, label: betTexts.verdicts[value] }))}
          />
        </Field>
        <Field label={betTexts.because}>
          <TextArea value={because} onValue={setBecause} rows={2} maxLength={2000} />
        </Field>
        <Field label={betTexts.learned} optional>
          <TextArea value={learned} onValue={setLearned} rows={2} maxLength={2000} />
        </Field>
        <Field label={betTexts.actual} optional>
          <NumberInput value={actual} onValue={setActual} />
        </Field>
        <Moved moved={movedSince(bet, outcome)} onTake={setActual} />
        <Checkbox label={betTexts.asAgreed} checked={asAgreed} onChecked={setAsAgreed} />
        {decide.error !== null && <FieldError>{decide.error.message}</FieldError>}
      </div>
    </Dialog>
  );
}

/** How the outcome moved while the bet ran: a number to begin with. */
function Moved({ moved, onTake }: { moved: MovedOutcome | null; onTake: (change: number) => void }) {
  if (moved === null) return null;
  const { name, from, to, change } = moved;
  return (
    <p className="quiet">
      {betTexts.movedSince(name, valueText(from), valueText(to))}{' '}
      <Button kind="quiet" onClick={() => onTake(change)}>
        {betTexts.takeMoved(valueText(change))}
      </Button>
    </p>
  );
}
