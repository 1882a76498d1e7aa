import type { AuditEntry } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useWorkspace } from '../../app/member.ts';
import { texts } from '../../texts/audit.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { changesOf, sentenceOf } from './audit-words.ts';

interface OneEntryProps {
  entry: AuditEntry;
  /** Looks for what happened to this subject alone; false while that is what is looked for. */
  onOnly: false | ((subjectId: string) => void);
}

/** One thing that happened, as a sentence; the rest on demand. */
export function OneEntry({ entry, onOnly }: OneEntryProps) {
  const formats = useFormats();
  const { locale, timeZone } = useWorkspace();
  const [open, setOpen] = useState(false);
  const { does, subject, rest } = sentenceOf(entry, formats);
  const { seq, at, actor } = entry;
  return (
    <li className="audit-entry">
      <time dateTime={at}>
        {new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', timeZone })}
      </time>
      <p>
        <b>{actor.name}</b>
        {!['member', 'system'].includes(actor.kind) && <span className="quiet"> ({texts.by[actor.kind]})</span>} {does}
        {subject !== null && (
          <>
            {' '}
            <Subject entry={entry} />
          </>
        )}
        {rest !== '' && (rest.startsWith(':') ? rest : ` ${rest}`)}
      </p>
      <button
        type="button"
        className="audit-more"
        aria-expanded={open}
        aria-label={texts.details(seq)}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevron" />
      </button>
      {open && <EntryDetails entry={entry} onOnly={onOnly} />}
    </li>
  );
}

/** Its name, leading to it where it has a page and is not gone. */
function Subject({ entry: { subject, action } }: { entry: AuditEntry }) {
  const { kind, id, name } = subject;
  if (id !== null && !action.endsWith('deleted')) {
    const params = { id };
    if (kind === 'experiment')
      return (
        <Link to="/experiments/$id" params={params}>
          {name}
        </Link>
      );
    if (kind === 'import')
      return (
        <Link to="/imports/$id" params={params}>
          {name}
        </Link>
      );
    if (kind === 'webhook')
      return (
        <Link to="/settings/webhooks/$id" params={params}>
          {name}
        </Link>
      );
  }
  return <i>{name}</i>;
}

function EntryDetails({ entry, onOnly }: OneEntryProps) {
  const formats = useFormats();
  const { seq, at, action, subject, hash, previous } = entry;
  const { id } = subject;
  return (
    <div className="audit-details">
      <Changes entry={entry} />
      <dl>
        <dt>{texts.entry}</dt>
        <dd>
          {formats.count(seq)}, {formats.moment(at)}
        </dd>
        <dt>{texts.action}</dt>
        <dd>
          <code>{action}</code>
        </dd>
        <dt>{texts.hash}</dt>
        <dd>
          <code>{hash}</code>
        </dd>
        <dt>{texts.previous}</dt>
        <dd>
          <code>{previous}</code>
        </dd>
      </dl>
      {onOnly && id !== null && <Button onClick={() => onOnly(id)}>{texts.onlyThis}</Button>}
    </div>
  );
}

function Changes({ entry }: { entry: AuditEntry }) {
  const formats = useFormats();
  const changes = changesOf(entry, formats);
  if (changes.length === 0) return <p className="quiet">{texts.noFields}</p>;
  const both = entry.before !== null && entry.after !== null;
  return (
    <table>
      <caption className="visually-hidden">{texts.changed}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.field}</th>
          {entry.before !== null && <th scope="col">{texts.before}</th>}
          {entry.after !== null && <th scope="col">{texts.after}</th>}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, was, is }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            {both && <td>{was}</td>}
            <td>{both || entry.after !== null ? is : was}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
