import { type ExperimentVerdict, experimentVerdicts } from '@dandelion-loop/contract';
import { numbers, testMarks } from '@dandelion-loop/wording';
import type { ReactNode } from 'react';
import { type Formats, useFormats } from '../../app/formats.ts';
import { useMay, useWorkspace } from '../../app/member.ts';
import { dayBeside } from '../../app/zone-day.ts';
import type { MarkTone } from '../../charts/interval-mark.tsx';
import { MonthBars } from '../../charts/month-bars.tsx';
import { VerdictStrip } from '../../charts/verdict-strip.tsx';
import { texts } from '../../texts/experiments.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Chips, FilterChip } from '../../ui/chip.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { listAnswer, type Summary, sizeSaying, sumOf } from './list-answer.ts';
import { suspectStretches, timeBars } from './list-months.ts';
import { filtersOf, isFiltered, toggled, withList, withWord } from './list-view.ts';
import { Said } from './result-words.tsx';
import type { ExperimentsSearch } from './search.ts';

export interface ListPart {
  search: ExperimentsSearch;
  onSearch: (next: ExperimentsSearch) => void;
  /** Of what fits the filters. */
  summary: Summary;
}

/** The answer over all that fits: in a sentence, as shares, over time. */
export function ListHead({ search, onSearch, summary, everything }: ListPart & { everything: Summary }) {
  const { verdict: _, ...others } = filtersOf(search);
  const mayImport = useMay('imports:write');
  return (
    <>
      <PageHead
        context={texts.context}
        actions={mayImport && <ButtonLink to="/imports/new">{texts.import}</ButtonLink>}
        question={texts.question}
        answer={<Said saying={listAnswer(summary.verdicts, isFiltered(others))} />}
        basis={<Basis summary={summary} />}
      />
      <Verdicts search={search} onSearch={onSearch} summary={summary} />
      <OverTime search={search} onSearch={onSearch} summary={summary} everything={everything} />
    </>
  );
}

function Basis({ summary }: { summary: Summary }): ReactNode {
  const { month } = useFormats();
  const { months } = summary;
  const [first, last] = [months[0], months.at(-1)];
  return (
    <>
      <Said saying={sizeSaying(summary)} />
      {first && last && texts.ran(month(first.month), month(last.month))}
    </>
  );
}

const order: readonly ExperimentVerdict[] = ['won', 'lost', 'no-difference', 'inconclusive', 'invalid'];

function Verdicts({ search, onSearch, summary: { verdicts } }: ListPart) {
  const chosen = search.verdict ?? [];
  const parts = order.map((verdict) => ({
    tone: testMarks[verdict].tone as MarkTone,
    count: verdicts[verdict],
    words: `${numbers.count(verdicts[verdict])} ${testMarks[verdict].word.toLowerCase()}`,
  }));
  return (
    <>
      <VerdictStrip name={texts.verdicts} parts={parts} />
      <Chips label={texts.filterByVerdict}>
        <FilterChip
          pressed={chosen.length === 0}
          onPress={() => onSearch(withList(search, 'verdict', []))}
          count={numbers.count(sumOf(verdicts))}
        >
          {texts.all}
        </FilterChip>
        {experimentVerdicts.map((verdict) => (
          <FilterChip
            key={verdict}
            pressed={chosen.includes(verdict)}
            onPress={() => onSearch(toggled(search, 'verdict', verdict))}
            count={numbers.count(verdicts[verdict])}
          >
            <Verdict tone={testMarks[verdict].tone}>{testMarks[verdict].word}</Verdict>
          </FilterChip>
        ))}
      </Chips>
    </>
  );
}

type OverTimeProps = ListPart & { everything: Summary };

function OverTime({ search, onSearch, summary, everything }: OverTimeProps) {
  const workspace = useWorkspace();
  const { day } = useFormats();
  const time = timeBars(everything.months, summary.months, workspace);
  if (time === null) return null;
  const what = time.each === 'month' ? texts.perMonth : texts.perYear;
  const suspects = summary.suspectPeriods.map((period) => texts.suspect(daysOf(period, day), period.off, period.tests));
  return (
    <MonthBars
      name={texts.barsWith(what, suspects)}
      caption={
        <>
          <span>{what}</span>
          <Key />
          {summary.suspectPeriods.map((period) => (
            <button
              key={period.from}
              type="button"
              className="link-button"
              onClick={() => onSearch(withWord(withWord(search, 'from', period.from), 'to', period.to))}
            >
              {texts.showSuspect(daysOf(period, day))}
            </button>
          ))}
        </>
      }
      bars={time.bars}
      stretches={suspectStretches(time, summary.suspectPeriods, day)}
      words={{ ...texts.barHeads, month: time.each === 'month' ? texts.barHeads.month : texts.barYear }}
    />
  );
}

export const daysOf = ({ from, to }: Summary['suspectPeriods'][number], day: Formats['day']): string =>
  texts.days(day(from), day(dayBeside(to, -1)));

function Key() {
  return (
    <>
      <span className="bar-key">
        <svg aria-hidden="true">
          <rect className="month-settled" width="10" height="10" />
        </svg>
        {texts.barSettled}
      </span>
      <span className="bar-key">
        <svg aria-hidden="true">
          <rect className="month-open" width="10" height="10" />
        </svg>
        {texts.barOpen}
      </span>
      <span className="bar-key">
        <i className="s-invalid" />
        {texts.barInvalid}
      </span>
    </>
  );
}
