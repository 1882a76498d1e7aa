import { type AnswerOf, type BodyInputOf, getPlan, importPlan, listPlans } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { periodTexts } from '../../texts/period.ts';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';

interface ImportPlanProps {
  /** The plan that is shown; null: there is none. */
  into: { id: string; revision: number } | null;
}

type Target = Pick<BodyInputOf<typeof importPlan>, 'into' | 'revision'>;

/** What it would change, and of what: a plan that others change meanwhile is another one. */
type Seen = AnswerOf<typeof importPlan> & { target: Target };

/** A document: what it would change, and then the change itself. */
export function ImportPlan({ into }: ImportPlanProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [document, setDocument] = useState<unknown>(null);
  const [where, setWhere] = useState<'new' | 'this'>('new');
  const [seen, setSeen] = useState<Seen | null>(null);
  const send = useCommand(importPlan, {
    onError: (error) => notify({ tone: 'warning', title: periodTexts.importFailed, text: error.message }),
  });
  const targetOf = (choice: 'new' | 'this'): Target =>
    choice === 'this' && into !== null ? { into: into.id, revision: into.revision } : { into: null };
  const look = async (given: unknown, choice: 'new' | 'this') => {
    setSeen(null);
    setDocument(given);
    const target = targetOf(choice);
    setSeen({ ...(await send.mutateAsync({ body: { document: given as never, dryRun: true, ...target } })), target });
  };
  const read = async (file: File) => {
    try {
      await look(JSON.parse(await file.text()), where);
    } catch (error) {
      if (error instanceof SyntaxError)
        notify({ tone: 'warning', title: periodTexts.importNotJson, text: error.message });
    }
  };
  const finish = async ({ target }: Seen) => {
    const { plan } = await send.mutateAsync({ body: { document: document as never, ...target } });
    setSeen(null);
    setDocument(null);
    notify({ title: periodTexts.imported });
    await client.invalidateQueries({ queryKey: [getPlan.path] });
    await client.invalidateQueries({ queryKey: [listPlans.path] });
    if (plan !== null) await navigate({ to: '/plan', search: { plan: plan.id } });
  };
  return (
    <div className="plan-form">
      <p>{periodTexts.importText}</p>
      {into !== null && (
        <RadioGroup
          legend={periodTexts.importInto}
          value={where}
          onValue={(choice) => {
            setWhere(choice);
            if (document !== null) void look(document, choice).catch(() => {});
          }}
          choices={[
            { value: 'new', label: periodTexts.importIntoNew },
            { value: 'this', label: periodTexts.importIntoThis },
          ]}
        />
      )}
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void read(file);
        }}
      />
      <p>
        <Button icon="file" onClick={() => input.current?.click()} unavailable={send.isPending && texts.reading}>
          {periodTexts.importFile}
        </Button>
      </p>
      {seen !== null && (
        <Preview seen={seen} onImport={() => void finish(seen).catch(() => {})} busy={send.isPending} />
      )}
    </div>
  );
}

const mostListed = 40;

function Preview({
  seen: { problems, notes, changes },
  onImport,
  busy,
}: {
  seen: Seen;
  onImport: () => void;
  busy: boolean;
}) {
  if (problems.length > 0) {
    return (
      <Notice tone="warning" title={periodTexts.importProblems(problems.length)}>
        <ul>
          {problems.slice(0, mostListed).map(({ path, reason }) => (
            <li key={`${path} ${reason}`}>
              <code>{path}</code>: {reason}
            </li>
          ))}
        </ul>
      </Notice>
    );
  }
  return (
    <div role="status">
      <p>{changes.length === 0 ? periodTexts.importNothing : periodTexts.importChanges(changes.length)}</p>
      <ul>
        {changes.slice(0, mostListed).map(({ change, kind, name, fields }) => (
          <li key={`${kind} ${name}`}>
            {periodTexts.changes[change]}: {name}{' '}
            {fields.length > 0 && <span className="quiet">({fields.join(', ')})</span>}
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {changes.length > 0 && (
        <p className="plan-action">
          <Button kind="primary" onClick={onImport} unavailable={busy && texts.saving}>
            {periodTexts.importNow}
          </Button>
        </p>
      )}
    </div>
  );
}
