import type { CapAnswer, PlanRemoval } from '@dandelion-loop/contract';
import { inHundred, moneyText } from '@dandelion-loop/portfolio';
import { useEffect } from 'react';
import { LossPlot, type LossRow } from '../../charts/loss-plot.tsx';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import type { Shown } from './plan-context.ts';
import { useStudy } from './use-study.ts';
import { isRemoved, toggledRemoval } from './what-if.ts';

/** What bets draw on together, and what is left without it. */
export function SharedSection({ shown }: { shown: Shown }) {
  const { now, after, outcome, whatIf, setWhatIf } = shown;
  // What is taken out already takes nothing with it: after its row stays as it was.
  const removals = now.without
    .filter(({ kind }) => kind === 'domain')
    .map((one) => (isRemoved(whatIf, one) ? one : (after.without.find(({ name }) => name === one.name) ?? one)));
  if (removals.length === 0) return null;
  const rows = removals.map((removal) => rowOf(shown, removal));
  const worst = now.singlePoints.find(({ kind }) => kind === 'domain');
  return (
    <Section
      finding={worst?.sentence ?? texts.sharedFine(removals[0]!.name, inHundred(removals[0]!.probability))}
      note={
        <>
          <h3>{texts.howToRead}</h3>
          <p>{texts.howToReadText(inHundred(after.probability))}</p>
          <CheapestBulkhead shown={shown} />
        </>
      }
    >
      <LossPlot
        name={texts.sharedName(outcome.name)}
        head={texts.sharedHead}
        unit={texts.sharedUnit}
        today={after.probability}
        rows={rows}
        tryWords={({ label }) => texts.without(label)}
        onTry={(name) => setWhatIf(toggledRemoval(whatIf, { kind: 'domain', name }))}
      />
      <Details summary={texts.asTable}>
        <DataTable caption={texts.sharedName(outcome.name)} hideCaption>
          <thead>
            <tr>
              <th scope="col">{texts.sharedHead}</th>
              <th scope="col">{texts.sharedUnit}</th>
              <th scope="col">{texts.staked}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.label} ({row.sub})
                </th>
                <td>{row.text}</td>
                <td>{row.note}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Details>
    </Section>
  );
}

function rowOf({ tried, figured, whole, after, whatIf, answer }: Shown, removal: PlanRemoval): LossRow {
  const { name, probability } = removal;
  const own = tried.bets.filter(({ domains }) => domains.includes(name));
  const money = (value: number) => moneyText(value, whole.answer.currency);
  const caps: readonly CapAnswer[] = figured.figures?.caps ?? answer.caps;
  const cap = caps.find(({ domain }) => domain === name);
  const over = cap?.verdict === 'over';
  const staked = own.reduce((sum, { stake }) => sum + stake.money, 0);
  return {
    key: name,
    label: name,
    sub: texts.causeSub(removal.domainKind ?? 'channel', own.length),
    without: probability,
    text: inHundred(probability),
    note: cap ? (over ? texts.overCap : texts.ofCap)(money(cap.planned), money(cap.cap)) : texts.atStake(money(staked)),
    over,
    bad: after.singlePoints.some((point) => point.kind === 'domain' && point.name === name),
    pressed: isRemoved(whatIf, { kind: 'domain', name }),
  };
}

/** Of the cause that costs most; looked for beside the page. */
function CheapestBulkhead({ shown }: { shown: Shown }) {
  const { document, position, now, whole, whatIf, setWhatIf } = shown;
  const { state, answer, start } = useStudy<'bulkhead'>();
  const worst = now.without.find(({ kind, drop }) => kind === 'domain' && drop >= 0.02)?.name ?? null;
  useEffect(() => {
    if (worst !== null) start({ kind: 'bulkhead', plan: document, position, domain: worst });
  }, [start, document, position, worst]);
  if (worst === null || state === null || state === 'failed') return null;
  const found = answer?.bulkhead ?? null;
  const isTried = found !== null && whatIf.moved.some(({ bet, from }) => bet === found.bet && from === found.from);
  const money = (value: number) => moneyText(value, whole.answer.currency);
  return (
    <>
      <h3>{texts.bulkhead}</h3>
      {state === 'working' && <p>{texts.bulkheadLooking}</p>}
      {state === 'done' && found === null && <p>{texts.bulkheadNone(worst)}</p>}
      {found !== null && (
        <>
          <p>
            {texts.bulkheadText(
              found.bet,
              found.from,
              money(found.stake),
              inHundred(found.before),
              inHundred(found.after),
            )}
          </p>
          <p>
            <Button
              kind="primary"
              aria-pressed={isTried}
              onClick={() =>
                setWhatIf({
                  ...whatIf,
                  moved: isTried
                    ? whatIf.moved.filter(({ bet }) => bet !== found.bet)
                    : [...whatIf.moved, { bet: found.bet, from: found.from }],
                })
              }
            >
              {isTried ? texts.undo : texts.tryChange}
            </Button>
          </p>
        </>
      )}
    </>
  );
}
