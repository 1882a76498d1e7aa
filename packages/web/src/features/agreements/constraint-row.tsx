import {
  type Constraint,
  deleteConstraint,
  listConstraints,
  reportSign,
  settleConstraint,
  watchAgain,
} from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/constraints.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { notify } from '../../ui/notify.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface RowProps {
  constraint: Constraint;
  mayWrite: boolean;
  onEdit: () => void;
}

const tones = { watching: 'running', fired: 'warning', settled: 'ok' } as const;

/** One thing that stands between: what it is, its sign, how that stands, and what was agreed. */
export function ConstraintRow({ constraint, mayWrite, onEdit }: RowProps) {
  const { kind, what, sign, watching, reading, response, owner, withinDays, workingDays, state } = constraint;
  const name = owner === null ? texts.lead : owner.left ? texts.hasLeft(owner.name) : owner.name;
  return (
    <li className={`between ${state}`}>
      <span className="between-mark">
        <Glyph tone={tones[state]} />
      </span>
      <div className="between-text">
        <p className="between-kind">
          <b>{texts.states[state]}</b> {texts.kinds[kind]}
        </p>
        <h3>{what}</h3>
        <dl className="between-terms">
          <div>
            <dt>{texts.sign}</dt>
            <dd>
              {[sign, watching].filter(Boolean).join(' · ')}{' '}
              <small className="quiet">{watching === null ? texts.byHand : texts.watched}</small>
            </dd>
          </div>
          {(watching !== null || state !== 'watching') && reading !== watching && (
            <div>
              <dt>{texts.standing}</dt>
              <dd>{reading}</dd>
            </div>
          )}
          <div>
            <dt>{texts.thenTerm}</dt>
            <dd>
              {response} <small className="quiet">{texts.doneBy(name, texts.within(withinDays, workingDays))}</small>
            </dd>
          </div>
        </dl>
        <Firings constraint={constraint} />
        {mayWrite && <RowActions constraint={constraint} onEdit={onEdit} />}
      </div>
    </li>
  );
}

function Firings({ constraint: { firings } }: { constraint: Constraint }) {
  const { day } = useFormats();
  const [last] = firings;
  if (last === undefined) return null;
  const { followUp } = last;
  return (
    <p className="between-task">
      {texts.seenOn(day(last.at), last.by.name)}{' '}
      {followUp === null
        ? texts.taskGone
        : `${texts.task(followUp.owner.name, followUp.dueOn && day(followUp.dueOn), followUp.state, followUp.overdue)}.`}
      {firings.length > 1 && ` ${texts.earlier(firings.length - 1)}.`}
    </p>
  );
}

function RowActions({ constraint, onEdit }: Omit<RowProps, 'mayWrite'>) {
  const client = useQueryClient();
  const [asking, setAsking] = useState<'saw' | 'settle' | 'remove' | null>(null);
  const close = () => setAsking(null);
  const done = (title: string) => ({
    onSuccess: async () => {
      close();
      await client.invalidateQueries({ queryKey: [listConstraints.path] });
      notify({ title });
    },
  });
  const saw = useCommand(reportSign, done(texts.fired));
  const settle = useCommand(settleConstraint, done(texts.settled));
  const again = useCommand(watchAgain, {
    ...done(texts.watchedAgain),
    onError: (error) => notify({ tone: 'warning', title: texts.failed, text: error.message }),
  });
  const remove = useCommand(deleteConstraint, done(texts.removed));
  const { id, kind, what, state, version } = constraint;
  const params = { id };
  const entries = [
    ...(state === 'watching' || state === 'fired'
      ? [{ key: 'settle', label: texts.settleAs[kind], icon: 'check' as const, run: () => setAsking('settle') }]
      : []),
    { key: 'edit', label: texts.edit, icon: 'edit' as const, run: onEdit },
    { key: 'remove', label: texts.remove, icon: 'delete' as const, danger: true, run: () => setAsking('remove') },
  ];
  return (
    <div className="between-actions">
      {state === 'watching' ? (
        <Button aria-label={texts.sawNamed(what)} onClick={() => setAsking('saw')}>
          {texts.saw}
        </Button>
      ) : (
        <Button
          unavailable={again.isPending && texts.saving}
          onClick={() => again.mutate({ params, body: { version } })}
        >
          {texts.watchAgain}
        </Button>
      )}
      <Menu align="end" trigger={<IconButton icon="more" label={texts.more(what)} />} entries={entries} />
      <ReasonDialog
        open={asking === 'saw'}
        onClose={close}
        title={what}
        label={texts.sawWhat}
        hint={texts.sawHint}
        required
        confirm={texts.saw}
        busy={saw.isPending}
        error={saw.error}
        onConfirm={(because) => saw.mutate({ params, body: { version, because } })}
      />
      <ReasonDialog
        open={asking === 'settle'}
        onClose={close}
        title={what}
        label={texts.settleTitle}
        hint={texts.settleHint}
        confirm={texts.settleAs[kind]}
        busy={settle.isPending}
        error={settle.error}
        onConfirm={(because) => settle.mutate({ params, body: { version, because } })}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        onClose={close}
        title={texts.removeTitle(what)}
        confirm={texts.remove}
        busy={remove.isPending ? texts.saving : undefined}
        error={remove.error?.message}
        onConfirm={() => remove.mutate({ params, query: { version } })}
      >
        {texts.removeText}
      </ConfirmDialog>
    </div>
  );
}
