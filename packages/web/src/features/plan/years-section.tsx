import { inHundred, valueText } from '@dandelion-loop/portfolio';
import { useState } from 'react';
import { type DotAxis, type DotValue, dotAxis, dotLayout, dotTicks } from '../../charts/dot-layout.ts';
import { YearDots } from '../../charts/year-dots.tsx';
import { texts } from '../../texts/plan.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/radio-group.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { periodOf, type Shown } from './plan-context.ts';

/** A hundred ways in which the period can end. */
export function YearsSection({ shown }: { shown: Shown }) {
  const { document, probability, position, figured, outcome } = shown;
  const periods = texts.periods[periodOf(document)];
  const years = figured.figures?.years[position];
  const dots = years?.values.map((value, i): DotValue => ({ value, reached: years.reached[i]! })) ?? null;
  const axis = useSteadyAxis(dots, outcome.target, outcome.direction !== 'fall');
  const one = periods.replace(/s$/, '');
  const { quantiles } = figured.figures?.headlines[position] ?? shown.now;
  return (
    <Section
      finding={texts.yearsFinding(inHundred(probability).replace(/in 100$/, 'of 100'), periods)}
      note={
        <>
          <h3>{texts.oneDot(one)}</h3>
          <p>
            {texts.oneDotText(valueText(quantiles.p25), valueText(quantiles.p75), valueText(quantiles.p05), periods)}
          </p>
          <h3>{texts.chances}</h3>
          <p>{texts.chancesText}</p>
        </>
      }
    >
      <WhatIfWeLose shown={shown} />
      {figured.problem !== null && (
        <Notice tone="warning" title={texts.figuresFailed}>
          {figured.problem}
        </Notice>
      )}
      {dots !== null && axis !== null && (
        <>
          <YearDots
            name={texts.dotsName(dots.filter(({ reached }) => reached).length, periods, outcome.name)}
            axis={axis}
            dots={dots}
            target={texts.target(valueText(outcome.target))}
            write={valueText}
          />
          <Details summary={texts.asTable}>
            <YearsTable axis={axis} dots={dots} periods={periods} name={outcome.name} />
          </Details>
        </>
      )}
      {dots === null && figured.problem === null && <Skeleton lines={6} what={texts.reading} />}
    </Section>
  );
}

interface Kept {
  target: number;
  low: number;
  high: number;
}

/** It grows when something does not fit, and never shrinks: what moves is the dots, not the ground. */
function useSteadyAxis(dots: readonly DotValue[] | null, target: number, rising: boolean): DotAxis | null {
  const [kept, setKept] = useState<Kept | null>(null);
  if (dots === null) return null;
  const values = dots.map(({ value }) => value);
  const known = kept?.target === target ? [kept.low, kept.high] : [];
  const [low, high] = [Math.min(...values, ...known), Math.max(...values, ...known)];
  if (kept?.target !== target || kept.low !== low || kept.high !== high) setKept({ target, low, high });
  return dotAxis([low, high], target, rising);
}

const none = 'none';
const mostNamed = 3;

/** The causes that hurt most at a press, everything else in a list. */
function WhatIfWeLose({ shown: { now, whatIf, setWhatIf } }: { shown: Shown }) {
  const parts = now.without.filter(({ kind }) => kind === 'domain');
  const named = parts.slice(0, mostNamed);
  const keyOf = ({ kind, name }: { kind: string; name: string }) => `${kind}:${name}`;
  const removed = whatIf.removed[0];
  const value = removed === undefined ? none : whatIf.removed.length > 1 ? 'other' : keyOf(removed);
  const choose = (key: string) => {
    const part = now.without.find((one) => keyOf(one) === key);
    setWhatIf({ ...whatIf, removed: part === undefined ? [] : [{ kind: part.kind, name: part.name }] });
  };
  if (now.without.length === 0) return null;
  return (
    <div className="plan-lose">
      <span>{texts.whatIf}</span>
      <Segmented
        legend={texts.whatIf}
        value={value}
        onValue={choose}
        choices={[
          { value: none, label: texts.nothing },
          ...named.map((part) => ({ value: keyOf(part), label: part.name })),
        ]}
      />
      {now.without.length > named.length && (
        <Select
          aria-label={texts.other}
          value={named.some((part) => keyOf(part) === value) ? none : value}
          onValue={choose}
          choices={[
            { value: none, label: texts.other },
            ...now.without
              .filter((part) => !named.includes(part))
              .map((part) => ({ value: keyOf(part), label: part.name })),
          ]}
        />
      )}
    </div>
  );
}

interface TableProps {
  axis: DotAxis;
  dots: readonly DotValue[];
  periods: string;
  name: string;
}

/** The same between the ticks of the axis and the target. */
function YearsTable({ axis, dots, periods, name }: TableProps) {
  const edges = [...new Set([...dotTicks(axis).map(({ value }) => value), axis.target])].sort((a, b) => a - b);
  const placed = dotLayout(axis, dots).dots;
  const inside = (low: number, high: number) =>
    placed.filter(({ value, reached }) => {
      if (low === axis.target && axis.rising && !reached) return false;
      if (high === axis.target && axis.rising && reached) return false;
      return value >= low && value < high;
    });
  const rows = [-Infinity, ...edges].map((low, i) => {
    const high = edges[i] ?? Number.POSITIVE_INFINITY;
    return { low, high, found: inside(low, high) };
  });
  return (
    <DataTable caption={texts.dotsName(dots.filter(({ reached }) => reached).length, periods, name)} hideCaption>
      <thead>
        <tr>
          <th scope="col">{texts.tableRange}</th>
          <th scope="col">{texts.tableCount(periods)}</th>
          <th scope="col">{texts.tableReached}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ found }) => found.length > 0)
          .map(({ low, high, found }) => (
            <tr key={low}>
              <th scope="row">
                {Number.isFinite(low) ? valueText(low) : '…'} – {Number.isFinite(high) ? valueText(high) : '…'}
              </th>
              <td>{found.length}</td>
              <td>{reachedWords(found)}</td>
            </tr>
          ))}
      </tbody>
    </DataTable>
  );
}

function reachedWords(dots: readonly DotValue[]): string {
  if (dots.every(({ reached }) => reached)) return texts.yes;
  return dots.some(({ reached }) => reached) ? texts.partly : texts.no;
}
