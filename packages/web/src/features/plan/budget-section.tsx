import type { FailureBudgetAnswer } from '@dandelion-loop/contract';
import { countedFailures, moneyText } from '@dandelion-loop/portfolio';
import { numbers } from '@dandelion-loop/wording';
import { useFormats } from '../../app/formats.ts';
import { BurnDown } from '../../charts/burn-down.tsx';
import { texts } from '../../texts/plan.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { type Shown, shareOf } from './plan-context.ts';

const rateText = (rate: number | null): string => (rate === null ? numbers.dash : texts.times(numbers.fixed(rate, 1)));

/** How much of what may fail has failed. */
export function BudgetSection({ shown }: { shown: Shown }) {
  const { figured, answer, mayWrite } = shown;
  const budget = figured.figures ? figured.figures.failureBudget : answer.failureBudget;
  if (budget === null) {
    return (
      <Section finding={texts.budgetNone}>
        <p>{texts.budgetNoneText}</p>
        {mayWrite && (
          <ButtonLink to="/plan/parts" search={{ plan: shown.whole.plan.id }}>
            {texts.budgetSet}
          </ButtonLink>
        )}
      </Section>
    );
  }
  return <Budget shown={shown} budget={budget} />;
}

function Budget({ shown, budget }: { shown: Shown; budget: FailureBudgetAnswer }) {
  const { document, whole, mayWrite } = shown;
  const money = (value: number) => moneyText(value, whole.answer.currency);
  const { on } = whole.answer;
  const failures = countedFailures(document, on).counted;
  const left = budget.bets - failures.length;
  const steps = failures
    .map(({ bet, on: day }) => ({ key: bet, label: bet, at: day === null ? 0 : shareOf(document, day) }))
    .toSorted((a, b) => a.at - b.at);
  return (
    <Section
      finding={texts.budgetFinding[budget.verdict]}
      note={
        <>
          <h3>{texts.budget}</h3>
          <p>{texts.budgetText(String(budget.bets), money(budget.money))}</p>
          {budget.lossesAvoided > 0 && (
            <>
              <h3>{texts.avoided}</h3>
              <p>{texts.avoidedText(money(budget.lossesAvoided))}</p>
            </>
          )}
          {budget.notCounted.length > 0 && (
            <>
              <h3>{texts.notCounted}</h3>
              {budget.notCounted.map(({ bet, reason }) => (
                <p key={bet}>
                  {bet}: {reason}
                </p>
              ))}
            </>
          )}
        </>
      }
    >
      <BurnDown
        name={texts.budgetName(String(left), String(budget.bets))}
        budget={budget.bets}
        steps={steps}
        today={shareOf(document, on)}
        ticks={useMonths(shown)}
        words={{
          left: texts.budgetLeft,
          leftToday: texts.budgetToday(String(left)),
          pace: texts.budgetPace,
        }}
      />
      <Alerts budget={budget} planId={mayWrite ? whole.plan.id : null} />
      <BudgetTables shown={shown} budget={budget} />
    </Section>
  );
}

/** @param planId null for who may not plan bets */
function Alerts({ budget, planId }: { budget: FailureBudgetAnswer; planId: string | null }) {
  if (budget.alerts.length === 0) return <p className="plan-sentence">{budget.sentence}</p>;
  return (
    <div className="plan-alerts">
      {budget.alerts.map(({ kind, sentence }) => (
        <Notice
          key={kind}
          tone="warning"
          title={sentence}
          action={
            kind === 'under-used' && planId !== null ? (
              <ButtonLink to="/plan/bets/new" search={{ plan: planId }}>
                {texts.bolder}
              </ButtonLink>
            ) : undefined
          }
        />
      ))}
    </div>
  );
}

function BudgetTables({ shown, budget }: { shown: Shown; budget: FailureBudgetAnswer }) {
  const { day } = useFormats();
  const money = (value: number) => moneyText(value, shown.whole.answer.currency);
  const failures = countedFailures(shown.document, shown.whole.answer.on).counted;
  return (
    <Details summary={texts.asTable}>
      <DataTable caption={texts.burnTable}>
        <thead>
          <tr>
            {texts.burnHeads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {failures.map((failure, i) => (
            <tr key={failure.bet}>
              <th scope="row">{failure.bet}</th>
              <td>{failure.on === null ? numbers.dash : day(failure.on)}</td>
              <td>{money(failure.money)}</td>
              <td>{budget.bets - i - 1}</td>
            </tr>
          ))}
          {failures.length === 0 && (
            <tr>
              <td colSpan={4}>{texts.burnNone}</td>
            </tr>
          )}
        </tbody>
      </DataTable>
      <DataTable caption={texts.rates}>
        <thead>
          <tr>
            {texts.rateHeads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {budget.windows.map((one) => (
            <tr key={one.window}>
              <th scope="row">{texts.rateWindow[one.window]}</th>
              <td>{one.bets}</td>
              <td>{money(one.money)}</td>
              <td>{rateText(one.betsRate)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {budget.exhaustedOn !== null && <p>{texts.exhausted(day(budget.exhaustedOn))}</p>}
    </Details>
  );
}

/** Up to six months along the period. */
function useMonths({ document }: Shown): { at: number; label: string }[] {
  const { shortMonth } = useFormats();
  const first = new Date(`${document.period.from.slice(0, 7)}-01T00:00:00Z`);
  // The same month twice needs its year.
  const isLong = Date.parse(document.period.to) - Date.parse(document.period.from) > 370 * 86_400_000;
  const found: { at: number; label: string }[] = [];
  for (const at = first; at.getTime() < Date.parse(document.period.to); at.setUTCMonth(at.getUTCMonth() + 1)) {
    const day = at.toISOString().slice(0, 10);
    if (day >= document.period.from)
      found.push({
        at: shareOf(document, day),
        label: isLong ? `${shortMonth(day)} ${day.slice(2, 4)}` : shortMonth(day),
      });
  }
  const step = Math.max(1, Math.ceil(found.length / 5));
  return found.filter((_, i) => i % step === 0 && found[i]!.at < 0.9);
}
