import type { Metric, Search, SearchComparison, TestAnswer } from '@dandelion-loop/contract';
import { clause, type Note, type SearchPlot, searchFinding, searchMarks, searchPlots } from '@dandelion-loop/wording';
import { IntervalPlot } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/search.ts';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { notesOf } from './result-notes.tsx';
import { markTone } from './result-rows.tsx';
import { Name, spoken } from './result-words.tsx';
import { SearchCurve } from './search-curve.tsx';
import './search-section.css';
import { SearchGroups, SearchSplits } from './search-tables.tsx';

/** For whom it works: each comparison with its verdict, its groups under one axis, the check, and how it could be wrong. */
export function SearchSection({ answer }: { answer: TestAnswer }) {
  const { search } = answer;
  if (search === undefined) return null;
  const metric = answer.metrics.find(({ name }) => name === search.metric);
  if (metric === undefined) return null;
  const finding = spoken(searchFinding(search));
  if (answer.health.verdict === 'invalid') return <Section finding={finding}>{null}</Section>;
  const plots = searchPlots(search, answer);
  return (
    <Section finding={finding} note={notesOf(doubtsOf(search, plots))}>
      {plots.map((plot) => (
        <Comparison key={plot.key} plot={plot} metric={metric} found={comparisonOf(search, plot)} />
      ))}
      {search.notes.length > 0 && (
        <div className="search-notes">
          {search.notes.map((note) => (
            <p key={note}>{spoken(clause(note))}</p>
          ))}
        </div>
      )}
    </Section>
  );
}

const comparisonOf = ({ comparisons }: Search, { variation, control }: SearchPlot): SearchComparison =>
  comparisons.find((one) => one.variation === variation && one.control === control)!;

const mostDoubts = 2;

/** For the margin: of those that say something, the first ones. */
function doubtsOf(search: Search, plots: readonly SearchPlot[]): Note[] {
  const told = plots.filter(({ verdict }) => verdict !== 'cannot-tell' && verdict !== 'invalid').slice(0, mostDoubts);
  const doubts = told.map(({ variation, doubts }) => ({ title: texts.doubts(variation), text: doubts.join(' ') }));
  return told.length === 0 ? doubts : [...doubts, { title: texts.looks, text: search.multiplicity }];
}

function Comparison({ plot, metric, found }: { plot: SearchPlot; metric: Metric; found: SearchComparison }) {
  const { variation, control, verdict, sentence, method, check, curve } = plot;
  const mark = searchMarks[verdict];
  return (
    <div className="search-part">
      <h3>
        <Name>{variation}</Name>{' '}
        <small>{spoken(control === null ? texts.againstOthers : texts.against(control))}</small>{' '}
        <Verdict tone={mark.tone}>{mark.word}</Verdict>
      </h3>
      <Groups plot={plot} />
      <p className="search-said">{spoken(sentence)}</p>
      {check && <p className="search-said">{spoken(check)}</p>}
      {method && <p className="search-quiet">{spoken(method)}</p>}
      {curve.length > 1 && (
        <Details summary={texts.curve}>
          <SearchCurve metric={metric} curve={curve} />
        </Details>
      )}
      {plot.rows.length > 0 && (
        <Details summary={texts.table}>
          <SearchGroups rows={plot.rows} />
        </Details>
      )}
      {found.splits.length > 0 && (
        <Details summary={texts.splits}>
          <SearchSplits splits={found.splits} metric={metric} />
        </Details>
      )}
    </div>
  );
}

function Groups({ plot: { variation, frame, rows } }: { plot: SearchPlot }) {
  if (frame === null) return null;
  return (
    <IntervalPlot
      name={spoken(texts.plotName(variation))}
      head={texts.head}
      unit={frame.unit}
      ground={frame}
      groups={[
        {
          key: 'groups',
          rows: rows.map(({ key, condition, share, units, line, text, interval }) => ({
            ...{ key, line, text, interval },
            // Whether a group by itself has an effect was not asked: no verdict is drawn.
            tone: markTone('none'),
            label: <Name room={120}>{condition}</Name>,
            sub: texts.units(share, units),
          })),
        },
      ]}
    />
  );
}
