import {
  type AnswerOf,
  addWriteKey,
  revokeWriteKey,
  rotateWriteKey,
  type SourceOfEvents,
  type WriteKey,
} from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/sources.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { useReread } from './add-source.tsx';
import { pageLine } from './snippets-of.ts';

type Made = AnswerOf<typeof addWriteKey>;
type Open = { kind: 'made'; made: Made } | { kind: 'rotate' | 'revoke'; key: WriteKey } | null;

interface SourceKeysProps {
  source: SourceOfEvents;
  keys: readonly WriteKey[];
}

const sends = ({ state }: WriteKey) => state === 'active' || state === 'ending';

/** The keys of a source: made, rotated, revoked. */
export function SourceKeys({ source, keys }: SourceKeysProps) {
  const may = useMay('sources:write');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const sending = keys.filter(sends).length;
  return (
    <Section
      finding={texts.keysFinding(source.endedAt === null ? sending : 0)}
      note={
        <>
          <h3>{texts.trustNote}</h3>
          <p>{texts.trustNoteText}</p>
        </>
      }
    >
      {keys.length === 0 ? <p>{texts.noKeys}</p> : <KeyTable keys={keys} may={may} onOpen={setOpen} />}
      {may && <MakeKeys source={source} onMade={(made) => setOpen({ kind: 'made', made })} />}
      {open?.kind === 'made' && <MadeKey made={open.made} onClose={close} />}
      {open?.kind === 'rotate' && (
        <RotateKey
          source={source}
          writeKey={open.key}
          onClose={close}
          onMade={(made) => setOpen({ kind: 'made', made })}
        />
      )}
      {open?.kind === 'revoke' && <RevokeKey source={source} writeKey={open.key} onClose={close} />}
    </Section>
  );
}

function MakeKeys({
  source: { id, endedAt, origins },
  onMade,
}: {
  source: SourceOfEvents;
  onMade: (made: Made) => void;
}) {
  const reread = useReread();
  const command = useCommand(addWriteKey, {
    onSuccess: async (made) => {
      onMade(made);
      await reread();
    },
    onError: (error) => notify({ tone: 'warning', title: texts.failed, text: error.message }),
  });
  const never = (command.isPending && texts.working) || (endedAt !== null && texts.hasEnded);
  const make = (kind: WriteKey['kind']) => command.mutate({ params: { id }, body: { kind } });
  return (
    <div className="source-buttons">
      <Button unavailable={never || (origins.length === 0 && texts.needsOrigin)} onClick={() => make('public')}>
        {texts.makePublic}
      </Button>
      <Button unavailable={never} onClick={() => make('secret')}>
        {texts.makeSecret}
      </Button>
    </div>
  );
}

const words = texts.keyColumns;

interface KeyTableProps {
  keys: readonly WriteKey[];
  may: boolean;
  onOpen: (open: Open) => void;
}

function KeyTable({ keys, may, onOpen }: KeyTableProps) {
  const { day, moment } = useFormats();
  return (
    <BlockTable caption={texts.keysCaption}>
      <thead>
        <tr>
          <th scope="col">{words.key}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.made}</th>
          <th scope="col">{words.used}</th>
          {may && (
            <th scope="col">
              <span className="visually-hidden">{words.actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">
              <code>{key.beginning}…</code>
              <small>{texts.kinds[key.kind]}</small>
            </th>
            <td>{texts.states[key.state](key.endsAt === null ? '' : moment(key.endsAt))}</td>
            <td data-label={words.made}>{day(key.createdAt)}</td>
            <td data-label={words.used}>{key.lastUsedAt === null ? texts.neverUsed : moment(key.lastUsedAt)}</td>
            {may && (
              <td className="actions">
                {key.state === 'active' && (
                  <Button
                    kind="quiet"
                    aria-label={texts.rotateOf(key.beginning)}
                    onClick={() => onOpen({ kind: 'rotate', key })}
                  >
                    {texts.rotate}
                  </Button>
                )}
                {sends(key) && (
                  <Button
                    kind="quiet"
                    aria-label={texts.revokeOf(key.beginning)}
                    onClick={() => onOpen({ kind: 'revoke', key })}
                  >
                    {texts.revoke}
                  </Button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}

/** A token, the only time that it is shown. */
function MadeKey({ made: { key, token }, onClose }: { made: Made; onClose: () => void }) {
  return (
    <Dialog
      open
      once
      onClose={onClose}
      title={texts.madeTitle}
      actions={<Button onClick={onClose}>{texts.done}</Button>}
    >
      <div className="source-form">
        <CopyField label={texts.madeKey} hint={texts.madeOnce} value={token} />
        {key.kind === 'public' && (
          <CopyField label={texts.snippetKinds.html} value={pageLine(location.origin, token)} />
        )}
      </div>
    </Dialog>
  );
}

interface OfKey {
  source: SourceOfEvents;
  writeKey: WriteKey;
  onClose: () => void;
}

function RotateKey({ source, writeKey, onClose, onMade }: OfKey & { onMade: (made: Made) => void }) {
  const reread = useReread();
  const command = useCommand(rotateWriteKey, {
    onSuccess: async (made) => {
      onMade(made);
      await reread();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.rotateTitle}
      confirm={texts.rotateYes}
      busy={command.isPending ? texts.working : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id: source.id, keyId: writeKey.id }, body: {} })}
    >
      {texts.rotateSays(writeKey.beginning)}
    </ConfirmDialog>
  );
}

function RevokeKey({ source, writeKey, onClose }: OfKey) {
  const reread = useReread();
  const command = useCommand(revokeWriteKey, {
    onSuccess: async () => {
      onClose();
      notify({ title: texts.revoked });
      await reread();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.revokeTitle}
      confirm={texts.revokeYes}
      busy={command.isPending ? texts.working : undefined}
      error={command.error?.message}
      onConfirm={() => command.mutate({ params: { id: source.id, keyId: writeKey.id } })}
    >
      {texts.revokeSays(writeKey.beginning)}
    </ConfirmDialog>
  );
}
