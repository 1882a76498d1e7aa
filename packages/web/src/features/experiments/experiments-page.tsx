import { summarizeExperiments } from '@dandelion-loop/contract';
import { getRouteApi, Navigate, useElementScrollRestoration, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import './experiment-row.css';
import './experiments-page.css';
import type { Summary } from './list-answer.ts';
import { ListGrid } from './list-grid.tsx';
import { ListHead } from './list-head.tsx';
import type { Places } from './list-places.ts';
import { ListState, NothingFits } from './list-state.tsx';
import { ListTools } from './list-tools.tsx';
import { filtersOf, isFiltered, useView } from './list-view.ts';
import { useShownView } from './list-windows.ts';
import type { ExperimentsSearch } from './search.ts';

const route = getRouteApi('/shell/experiments');

/** All experiments: what they say together, and each of them. */
export function ExperimentsPage() {
  const search = route.useSearch();
  const mayImport = useMay('imports:write');
  const everything = useAnswer(summarizeExperiments, { query: {} });
  const filtered = useAnswer(summarizeExperiments, { query: filtersOf(search) }, { keepPrevious: true });
  // A filter that is being set shows what was there before; only the very first answer is waited for.
  const summary = filtered.data ?? (isFiltered(search) ? undefined : everything.data);
  if (everything.data?.all === 0) return mayImport ? <Navigate to="/start" replace /> : <NothingYet />;
  if (everything.data !== undefined && summary !== undefined)
    return <Experiments search={search} everything={everything.data} summary={summary} />;
  const error = everything.error ?? filtered.error;
  if (error === null) return <Skeleton lines={8} what={texts.reading} />;
  const again = () => {
    void everything.refetch();
    void filtered.refetch();
  };
  return (
    <ErrorState say={texts.failed} actions={<Button onClick={again}>{texts.tryAgain}</Button>}>
      {error.message}
    </ErrorState>
  );
}

/** To who may not bring one in. */
function NothingYet() {
  return (
    <PageHead context={texts.context} question={texts.question} answer={texts.noneYet} basis={texts.noneYetText} />
  );
}

interface ExperimentsProps {
  search: ExperimentsSearch;
  everything: Summary;
  summary: Summary;
}

function Experiments({ search, everything, summary }: ExperimentsProps) {
  const navigate = useNavigate({ from: '/experiments' });
  const tools = useRef<HTMLElement>(null);
  const state = useRef<HTMLDivElement>(null);
  const shown = useShownView(useView(search));
  // Where one was when one left, or went back to another filter.
  const left = useElementScrollRestoration({ getElement: () => window });
  const toTop = useRef(false);
  const onSearch = (next: ExperimentsSearch, replace = false) => {
    toTop.current = true;
    void navigate({ search: next, replace, resetScroll: false });
  };
  const onPlaced = (places: Places) => {
    if (toTop.current) {
      toTop.current = false;
      // What is set and how many fit is seen first, below the tools.
      const above = places.tools - (state.current?.getBoundingClientRect().top ?? 0);
      if (above > 0) window.scrollBy(0, -above);
    } else if (left !== undefined && Math.abs(left.scrollY - window.scrollY) > 1) window.scrollTo(0, left.scrollY);
  };
  const part = { search, onSearch, summary };
  return (
    <div className="experiments">
      <ListHead {...part} everything={everything} />
      <ListTools {...part} ref={tools} />
      <ListState {...part} ref={state} />
      {shown.error !== null && (
        <ErrorState say={texts.failed} actions={<Button onClick={shown.again}>{texts.tryAgain}</Button>}>
          {shown.error.message}
        </ErrorState>
      )}
      {shown.error === null && shown.view === null && <Skeleton lines={8} what={texts.reading} />}
      {shown.error === null && shown.view !== null && shown.total === 0 && !shown.changing && <NothingFits {...part} />}
      {shown.error === null && shown.view !== null && shown.total > 0 && (
        <ListGrid
          key={JSON.stringify(shown.view)}
          view={shown.view}
          total={shown.total}
          changing={shown.changing}
          withMetric={everything.metrics.length > 1}
          tools={tools}
          returning={left !== undefined}
          onPlaced={onPlaced}
        />
      )}
    </div>
  );
}
