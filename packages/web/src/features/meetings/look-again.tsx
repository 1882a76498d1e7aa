import { type Decision, lookAtDecision } from '@dandelion-loop/contract';
import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/meetings.ts';
import { Button } from '../../ui/button.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { useRhythmChanged } from '../rhythm/use-rhythm-changed.ts';

const words = texts.look;

type Right = keyof typeof words.rights;

/** A decision whose day has come: how it turned out. Of two who say so at once the second is told what the first said. */
export function LookAgain({ decision }: { decision: Decision }) {
  const { day } = useFormats();
  const may = useMay('decisions:write');
  const [second, setSecond] = useState<string | null>(null);
  const last = decision.looks.at(-1);
  const open = decision.state === 'open' && decision.due;
  return (
    <div className="run-look">
      {second !== null && (
        <Notice tone="warning" title={words.conflictTitle}>
          {spoken(second)}
        </Notice>
      )}
      {open ? (
        may && <LookForm decision={decision} onSecond={setSecond} />
      ) : (
        <p className="run-looked">
          <Glyph tone="ok" />
          {last === undefined || decision.state === 'open'
            ? words.later(spoken(last?.by.name ?? decision.by.name), day(decision.lookAgainOn ?? decision.decidedAt))
            : words.closed(spoken(last.by.name), last.kept, last.right)}{' '}
          {last !== undefined && spoken(last.reason)}
        </p>
      )}
    </div>
  );
}

function LookForm({ decision, onSecond }: { decision: Decision; onSecond: (why: string) => void }) {
  const changed = useRhythmChanged();
  const formId = useId();
  const [kept, setKept] = useState<'yes' | 'no' | null>(null);
  const [right, setRight] = useState<Right | null>(null);
  const [reason, setReason] = useState('');
  const [again, setAgain] = useState<string | undefined>();
  const [tried, setTried] = useState(false);
  const command = useCommand(lookAtDecision, {
    onSuccess: () => changed('outcome'),
    onError: async (error) => {
      if (!(error instanceof ApiProblem) || error.code !== 'conflict') return;
      onSecond(error.message);
      await changed('outcome');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (kept === null || right === null || command.isPending) return;
    command.mutate({
      params: { id: decision.id },
      body: { version: decision.version, kept: kept === 'yes', right, reason, lookAgainOn: again ?? null },
    });
  };
  return (
    <form id={formId} onSubmit={submit} noValidate>
      <div className="run-look-fields">
        <RadioGroup
          legend={words.kept}
          value={kept}
          onValue={setKept}
          choices={[
            { value: 'yes', label: words.keptYes },
            { value: 'no', label: words.keptNo },
          ]}
        />
        <RadioGroup
          legend={words.right}
          value={right}
          onValue={setRight}
          choices={(Object.keys(words.rights) as Right[]).map((value) => ({ value, label: words.rights[value] }))}
        />
        <Field label={words.reason} optional>
          <TextInput value={reason} onValue={setReason} maxLength={2000} />
        </Field>
        <DayField label={words.again} value={again} onValue={setAgain} />
      </div>
      <p className="field-hint">{words.againHint}</p>
      {tried && (kept === null || right === null) && <FieldError>{words.missing}</FieldError>}
      {command.error !== null && <FieldError>{command.error.message}</FieldError>}
      <Button type="submit" unavailable={command.isPending && texts.saving}>
        {words.close}
      </Button>
    </form>
  );
}
