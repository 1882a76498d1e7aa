import { exportAudit } from '@dandelion-loop/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { addressOf } from '../../app/api.ts';
import { useFormats } from '../../app/formats.ts';
import { useWorkspace } from '../../app/member.ts';
import { texts } from '../../texts/audit.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/state-card.tsx';
import { AuditCheck } from './audit-check.tsx';
import { filtersOf } from './audit-filters.ts';
import { AuditList } from './audit-list.tsx';
import { type AuditPages, useAuditPages } from './audit-pages.ts';
import { type AuditSearch, isFiltered } from './audit-search.ts';
import { AuditTools } from './audit-tools.tsx';
import './audit.css';

const route = getRouteApi('/shell/settings/audit');

/** Who changed what: the log in sentences, to search, to take along, and whether it is whole. */
export function AuditPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/settings/audit' });
  const pages = useAuditPages(search);
  const onSearch = (next: AuditSearch, replace = false) => void navigate({ search: next, replace, resetScroll: false });
  return (
    <>
      <PageHead
        actions={
          <>
            <AuditCheck />
            <ExportMenu search={search} />
          </>
        }
        question={texts.question}
        answer={pages.entries && <Answer pages={pages} filtered={isFiltered(search)} />}
        basis={pages.entries && texts.basis}
      />
      <section className="audit-log">
        <h2 className="visually-hidden">{texts.list}</h2>
        <AuditTools search={search} onSearch={onSearch} />
        <Entries search={search} pages={pages} onSearch={onSearch} />
      </section>
    </>
  );
}

function Answer({ pages: { entries }, filtered }: { pages: AuditPages; filtered: boolean }) {
  const { moment } = useFormats();
  const newest = entries?.[0];
  const [text, finding] =
    newest === undefined
      ? filtered
        ? [texts.noneFiltered, texts.noneFilteredFinding]
        : [texts.none, texts.noneFinding]
      : [filtered ? texts.answerFiltered : texts.answer(newest.actor.name), texts.finding(moment(newest.at))];
  return (
    <>
      {text}
      <mark>{finding}</mark>
    </>
  );
}

interface EntriesProps {
  search: AuditSearch;
  pages: AuditPages;
  onSearch: (search: AuditSearch) => void;
}

function Entries({ search, pages, onSearch }: EntriesProps) {
  const { entries, error, again } = pages;
  if (entries === undefined) {
    return error === null ? (
      <Skeleton lines={8} what={texts.reading} />
    ) : (
      <ErrorState say={texts.notRead} actions={<Button onClick={again}>{texts.again}</Button>}>
        {error.message}
      </ErrorState>
    );
  }
  if (entries.length > 0) return <AuditList pages={{ ...pages, entries }} search={search} onSearch={onSearch} />;
  return isFiltered(search) ? (
    <EmptyState say={texts.nothing} actions={<Button onClick={() => onSearch({})}>{texts.clear}</Button>}>
      {texts.nothingText}
    </EmptyState>
  ) : (
    <EmptyState say={texts.empty}>{texts.emptyText}</EmptyState>
  );
}

/** What is shown, whole. */
function ExportMenu({ search }: { search: AuditSearch }) {
  const { timeZone } = useWorkspace();
  const filters = filtersOf(search, timeZone);
  const href = (format: 'csv' | 'jsonl') => addressOf(exportAudit, { query: { ...filters, format } });
  return (
    <Menu
      align="end"
      trigger={<Button icon="export">{texts.export}</Button>}
      entries={[
        { key: 'csv', label: texts.exportCsv, hint: texts.exportCsvHint, href: href('csv'), download: true },
        { key: 'jsonl', label: texts.exportLines, hint: texts.exportLinesHint, href: href('jsonl'), download: true },
      ]}
    />
  );
}
