import { type Decision, type DecisionLook, lookAtDecision } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/decisions.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextArea } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { useRhythmChanged } from './use-rhythm-changed.ts';

interface LookAgainProps {
  decision: Decision;
  onClose: () => void;
}

interface Said {
  kept: 'yes' | 'no' | null;
  right: DecisionLook['right'] | null;
  reason: string;
  after: 'close' | 'once';
  on: string | undefined;
}

const nothing: Said = { kept: null, right: null, reason: '', after: 'close', on: undefined };

/** Whether a decision was kept and right, by what is known now. Of two who close it the second is told who was first, and how. */
export function LookAgain({ decision: { id, version, what }, onClose }: LookAgainProps) {
  const formId = useId();
  const changed = useRhythmChanged();
  const [said, setSaid] = useState(nothing);
  const [tried, setTried] = useState(false);
  const command = useCommand(lookAtDecision, {
    onSuccess: async ({ state }) => {
      onClose();
      notify({ title: state === 'closed' ? texts.lookedClosed : texts.lookedAgain });
      await changed('outcome');
    },
  });
  const { kept, right, reason, after, on } = said;
  const whole = kept !== null && right !== null && (after === 'close' || on !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (kept === null || right === null || !whole || command.isPending) return;
    const lookAgainOn = after === 'once' ? (on ?? null) : null;
    command.mutate({
      params: { id },
      body: { version, kept: kept === 'yes', right, reason: reason.trim(), lookAgainOn },
    });
  };
  const second = command.error instanceof ApiProblem && command.error.status === 409;
  const showNewest = () => {
    onClose();
    void changed('outcome');
  };
  return (
    <Dialog
      open
      onClose={second ? showNewest : onClose}
      title={texts.lookTitle}
      actions={
        second ? (
          <Button kind="primary" onClick={showNewest}>
            {texts.showNewest}
          </Button>
        ) : (
          <>
            <CancelButton onClose={onClose} />
            <Button type="submit" form={formId} kind="primary" unavailable={command.isPending && texts.saving}>
              {texts.keep}
            </Button>
          </>
        )
      }
    >
      {second ? (
        <Notice tone="warning" title={spoken(what)}>
          {command.error?.message}
        </Notice>
      ) : (
        <form id={formId} className="dialog-form" onSubmit={submit} noValidate>
          <p>{spoken(what)}</p>
          <Questions said={said} set={(part) => setSaid((now) => ({ ...now, ...part }))} tried={tried} />
          {command.error && <FieldError>{command.error.message}</FieldError>}
        </form>
      )}
    </Dialog>
  );
}

interface QuestionsProps {
  said: Said;
  set: (part: Partial<Said>) => void;
  tried: boolean;
}

function Questions({ said: { kept, right, reason, after, on }, set, tried }: QuestionsProps) {
  return (
    <>
      <RadioGroup
        legend={texts.keptLegend}
        value={kept}
        onValue={(value) => set({ kept: value })}
        choices={[
          { value: 'yes', label: texts.keptYes },
          { value: 'no', label: texts.keptNo },
        ]}
        error={tried && kept === null && texts.keptMissing}
      />
      <RadioGroup
        legend={texts.rightLegend}
        value={right}
        onValue={(value) => set({ right: value })}
        choices={[
          { value: 'right', label: texts.rightYes },
          { value: 'wrong', label: texts.rightNo },
          { value: 'cannot-tell', label: texts.cannotTell, hint: texts.cannotTellHint },
        ]}
        error={tried && right === null && texts.rightMissing}
      />
      <Field label={texts.note} optional>
        <TextArea rows={3} maxLength={2000} value={reason} onValue={(value) => set({ reason: value })} />
      </Field>
      <RadioGroup
        legend={texts.afterLegend}
        value={after}
        onValue={(value) => set({ after: value })}
        choices={[
          { value: 'close', label: texts.close, hint: texts.closeHint },
          { value: 'once', label: texts.once },
        ]}
      />
      {after === 'once' && (
        <DayField
          label={texts.lookAgain}
          value={on}
          onValue={(value) => set({ on: value })}
          error={tried && on === undefined ? texts.onceMissing : undefined}
        />
      )}
    </>
  );
}
