import { listShares, revokeShare, type Share } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/share.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Name } from '../experiments/result-words.tsx';
import './share-form.css';

interface ShareListProps {
  shares: readonly Share[];
  /** Of which experiment each is, where they are of several. */
  named?: boolean;
}

/** Links with who made them, for whom, until when, and how often they were opened. */
export function ShareList({ shares, named = false }: ShareListProps) {
  const [ending, setEnding] = useState<Share | null>(null);
  const mayEnd = useMay('shares:write');
  const [forHead, ...heads] = texts.heads;
  return (
    <>
      <BlockTable caption={texts.list}>
        <thead>
          <tr>
            <th scope="col">{named ? texts.experimentHead : forHead}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {mayEnd && (
              <th scope="col">
                <span className="visually-hidden">{texts.actions}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shares.map((share) => (
            <Row key={share.id} share={share} named={named} onEnd={mayEnd ? () => setEnding(share) : null} />
          ))}
        </tbody>
      </BlockTable>
      {ending && <EndDialog share={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

interface RowProps {
  share: Share;
  named: boolean;
  onEnd: (() => void) | null;
}

function Row({ share, named, onEnd }: RowProps) {
  const { day } = useFormats();
  const { state, madeFor, by, createdAt, expiresAt, revokedAt, opens, lastOpenedAt, experiment } = share;
  const ends =
    state === 'revoked'
      ? texts.revoked(day(revokedAt ?? expiresAt))
      : state === 'expired'
        ? texts.expired(day(expiresAt))
        : day(expiresAt);
  const who = madeFor === null ? <span className="quiet">{texts.unnamed}</span> : <Name>{madeFor}</Name>;
  return (
    <tr className={state === 'active' ? undefined : 'share-over'}>
      <th scope="row">
        {named ? (
          <>
            <Link to="/experiments/$id" params={{ id: experiment.id }}>
              <Name>{experiment.title}</Name>
            </Link>
            {madeFor !== null && <small>{who}</small>}
          </>
        ) : (
          who
        )}
      </th>
      <td data-label={texts.heads[1]}>{texts.madeBy(day(createdAt), by.name)}</td>
      <td data-label={texts.heads[2]}>{ends}</td>
      <td data-label={texts.heads[3]}>
        {lastOpenedAt === null ? texts.neverOpened : texts.opened(opens, day(lastOpenedAt))}
      </td>
      {onEnd && (
        <td className="actions">
          {state === 'active' && (
            <Button kind="quiet" onClick={onEnd} aria-label={texts.endOf(madeFor ?? texts.forUnnamed)}>
              {texts.end}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

function EndDialog({ share: { id, madeFor }, onClose }: { share: Share; onClose: () => void }) {
  const client = useQueryClient();
  const command = useCommand(revokeShare, {
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [listShares.path] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={texts.endTitle}
      confirm={texts.end}
      onConfirm={() => command.mutate({ params: { id } })}
      busy={command.isPending ? texts.ending : undefined}
      error={command.error?.message}
    >
      {texts.endWhat(madeFor ?? texts.forUnnamed)}
    </ConfirmDialog>
  );
}
