import { type AnnouncementType, announcementTypes, type Webhook } from '@dandelion-loop/contract';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { texts } from '../../texts/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

export type WebhookDraft = Pick<Webhook, 'url' | 'description' | 'types'>;

interface WebhookFormProps {
  initial: WebhookDraft;
  title: string;
  go: string;
  pending: boolean;
  problem: Error | null;
  /** Below the fields: that somebody else was faster. */
  notice?: ReactNode;
  /** Why it cannot be saved, of what is typed. */
  blocked?: (draft: WebhookDraft) => string | undefined;
  onSave: (draft: WebhookDraft) => void;
  onClose: () => void;
}

interface Faults {
  url?: string;
  types?: string;
}

function faultsOf({ url, types }: WebhookDraft): Faults {
  const bad = url.trim() === '' ? texts.urlMissing : URL.canParse(url.trim()) ? undefined : texts.urlBad;
  return { ...(bad && { url: bad }), ...(types.length === 0 && { types: texts.whatMissing }) };
}

/** Address, what it is told of, what it is for. */
export function WebhookForm(props: WebhookFormProps) {
  const { initial, title, go, pending, problem, notice, blocked, onSave, onClose } = props;
  const formId = useId();
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const set = (part: Partial<WebhookDraft>) => setDraft({ ...draft, ...part });
  const faults = tried ? faultsOf(draft) : {};
  const ofUrl = problem instanceof ApiProblem ? problem.ofField('url') : undefined;
  const reason = blocked?.(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(draft)).length > 0 || pending || reason !== undefined) return;
    onSave({ ...draft, url: draft.url.trim(), description: draft.description.trim() });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary" unavailable={reason ?? (pending && texts.saving)}>
            {go}
          </Button>
        </>
      }
    >
      <form id={formId} className="webhook-form" onSubmit={submit} noValidate>
        <Field label={texts.url} hint={texts.urlHint} error={faults.url ?? ofUrl}>
          <TextInput
            type="url"
            value={draft.url}
            onValue={(url) => set({ url })}
            maxLength={2000}
            placeholder="https://"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <TypeChoice value={draft.types} onValue={(types) => set({ types })} error={faults.types} />
        <Field label={texts.description} hint={texts.descriptionHint} optional>
          <TextInput
            value={draft.description}
            onValue={(description) => set({ description })}
            maxLength={200}
            autoComplete="off"
          />
        </Field>
        {notice ?? (problem && ofUrl === undefined && <FieldError>{problem.message}</FieldError>)}
      </form>
    </Dialog>
  );
}

interface TypeChoiceProps {
  value: readonly AnnouncementType[];
  onValue: (types: AnnouncementType[]) => void;
  error: string | undefined;
}

function TypeChoice({ value, onValue, error }: TypeChoiceProps) {
  return (
    <fieldset className="group">
      <legend>{texts.what}</legend>
      {announcementTypes.map((type) => (
        <Checkbox
          key={type}
          checked={value.includes(type)}
          onChecked={(on) => onValue(announcementTypes.filter((one) => (one === type ? on : value.includes(one))))}
          label={texts.types[type]}
        />
      ))}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
