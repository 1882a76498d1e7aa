import type { AuditEntry } from '@dandelion-loop/contract';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useWorkspace } from '../../app/member.ts';
import { dayOf } from '../../app/zone-day.ts';
import { texts } from '../../texts/audit.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OneEntry } from './audit-entry.tsx';
import type { AuditPages } from './audit-pages.ts';
import { type AuditSearch, withFilter } from './audit-search.ts';

interface AuditListProps {
  pages: AuditPages & { entries: AuditEntry[] };
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

/** Entries that stand under each other on one day. */
function byDay(entries: readonly AuditEntry[], timeZone: string): { day: string; entries: AuditEntry[] }[] {
  const days: { day: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at, timeZone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** Newest first, by days. What is older is read before one gets there, and comes below: nothing that is seen moves. */
export function AuditList({ pages, search, onSearch }: AuditListProps) {
  const { timeZone } = useWorkspace();
  const { day: dayWords } = useFormats();
  const { entries, changing, error, again } = pages;
  return (
    <div aria-busy={changing}>
      {byDay(entries, timeZone).map(({ day, entries }) => (
        <section key={day} className="audit-day" aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`}>{dayWords(day)}</h3>
          <ol>
            {entries.map((entry) => (
              <OneEntry
                key={entry.seq}
                entry={entry}
                onOnly={search.of === undefined && ((id) => onSearch(withFilter(search, 'of', id)))}
              />
            ))}
          </ol>
        </section>
      ))}
      {error !== null && (
        <div role="alert">
          <Notice tone="warning" title={texts.olderFailed} action={<Button onClick={again}>{texts.again}</Button>}>
            {error.message}
          </Notice>
        </div>
      )}
      <End pages={pages} />
    </div>
  );
}

/** How far before the end the next ones are asked for. */
const ahead = '1500px';

/** Reads on when one comes near, and by a button for who goes by keyboard. It keeps its height whatever it says. */
function End({ pages: { hasOlder, readingOlder, older, error } }: { pages: AuditPages }) {
  const end = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(() => {
    if (hasOlder && !readingOlder && error === null) older();
  });
  // Asked again after each page: one that is short leaves the end in sight.
  useEffect(() => {
    if (end.current === null || readingOlder) return;
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && near(), {
      rootMargin: ahead,
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [readingOlder]);
  return (
    <div className="audit-end" ref={end}>
      {hasOlder ? (
        <Button unavailable={readingOlder && texts.readingOlder} onClick={older}>
          {readingOlder ? texts.readingOlder : texts.older}
        </Button>
      ) : (
        <p className="quiet">{texts.beginning}</p>
      )}
    </div>
  );
}
