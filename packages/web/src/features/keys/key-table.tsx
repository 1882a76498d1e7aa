import type { ApiKey } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/keys.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { endOf, endsSoon, wordsOfScopes } from './key-words.ts';
import { RevokeKey } from './revoke-key.tsx';

interface KeysProps {
  keys: readonly ApiKey[];
}

const words = texts.columns;

/** Keys that work. */
export function KeyTable({ keys }: KeysProps) {
  const may = useMay('keys:write');
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <>
      <BlockTable caption={texts.list}>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.may}</th>
            <th scope="col">{words.by}</th>
            <th scope="col">{words.used}</th>
            <th scope="col">{words.ends}</th>
            {may && (
              <th scope="col">
                <span className="visually-hidden">{words.does}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <Row key={key.id} apiKey={key} onRevoke={may && setRevoking} />
          ))}
        </tbody>
      </BlockTable>
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function Name({ apiKey: { name, beginning } }: { apiKey: ApiKey }) {
  return (
    <th scope="row">
      {name}
      <small>
        <code>{beginning}…</code>
      </small>
    </th>
  );
}

function Row({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: false | ((key: ApiKey) => void) }) {
  const { day, moment } = useFormats();
  const { name, scopes, by, lastUsedAt, expiresAt } = apiKey;
  return (
    <tr>
      <Name apiKey={apiKey} />
      <td className="key-may" data-label={words.may}>
        {wordsOfScopes(scopes)}
      </td>
      <td data-label={words.by}>{by}</td>
      <td data-label={words.used}>{lastUsedAt === null ? texts.neverUsed : moment(lastUsedAt)}</td>
      <td data-label={words.ends}>
        {expiresAt === null ? texts.noEnd : day(expiresAt)}
        {endsSoon(apiKey, Date.now()) && <small>{texts.soon}</small>}
      </td>
      {onRevoke && (
        <td className="actions">
          <Button kind="quiet" aria-label={texts.revokeOf(name)} onClick={() => onRevoke(apiKey)}>
            {texts.revoke}
          </Button>
        </td>
      )}
    </tr>
  );
}

/** For the record. */
export function EndedTable({ keys }: KeysProps) {
  const { day, moment } = useFormats();
  return (
    <BlockTable caption={texts.endedList}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.may}</th>
          <th scope="col">{words.by}</th>
          <th scope="col">{words.used}</th>
          <th scope="col">{texts.endedColumn}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const { at, revoked } = endOf(key, Date.now())!;
          return (
            <tr key={key.id}>
              <Name apiKey={key} />
              <td className="key-may" data-label={words.may}>
                {wordsOfScopes(key.scopes)}
              </td>
              <td data-label={words.by}>{key.by}</td>
              <td data-label={words.used}>{key.lastUsedAt === null ? texts.neverUsed : moment(key.lastUsedAt)}</td>
              <td>{revoked ? texts.revokedOn(day(at)) : texts.expiredOn(day(at))}</td>
            </tr>
          );
        })}
      </tbody>
    </BlockTable>
  );
}
