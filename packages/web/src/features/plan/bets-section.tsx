import type { Bet, OutcomeAnswer, PlanBet } from '@dandelion-loop/contract';
import { concentrationSentence, inHundred, moneyText, valueText } from '@dandelion-loop/portfolio';
import { Link } from '@tanstack/react-router';
import { BetCircles, type BetRow } from '../../charts/bet-circles.tsx';
import { texts } from '../../texts/plan.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import type { Shown } from './plan-context.ts';
import { isRemoved, withBet } from './what-if.ts';

/** The bets of an outcome: what they stake, how likely they work, what is left without them. */
export function BetsSection({ shown }: { shown: Shown }) {
  const { now, outcome, document, whatIf, setWhatIf } = shown;
  const order = new Map(now.without.filter(({ kind }) => kind === 'bet').map(({ name }, at) => [name, at]));
  const bets = shown.tried.bets
    .filter((bet) => bet.outcome === outcome.name)
    .toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  if (bets.length === 0) return null;
  const largest = Math.max(1e-9, ...bets.map(({ stake }) => stake.money));
  const rows = bets.map((bet) => rowOf(shown, bet, largest));
  const sinking = now.singlePoints.find(({ kind }) => kind === 'bet');
  return (
    <Section
      finding={sinking ? texts.betsSink(bets.length, sinking.name) : texts.betsFinding(bets.length)}
      controls={<span className="plan-hint">{texts.betsHint}</span>}
    >
      <BetCircles
        name={texts.betsName(outcome.name)}
        head={texts.bet}
        heads={texts.betHeads}
        rows={rows}
        write={inHundred}
        onProbability={(name, probability) => setWhatIf(withBet(whatIf, document, name, { probability }))}
      />
      {now.concentration !== null && <p className="plan-hint">{concentrationSentence(now.concentration)}</p>}
      <Details summary={texts.asTable}>
        <BetsTable rows={rows} name={texts.betsName(outcome.name)} bets={bets} importance={now.importance} />
        <p className="plan-hint">{texts.importanceHint}</p>
      </Details>
    </Section>
  );
}

function rowOf(shown: Shown, bet: PlanBet, largest: number): BetRow {
  const { whole, document, after, now, whatIf } = shown;
  const { name } = bet;
  const before = document.bets.find((one) => one.name === name)!;
  const decided = bet.status !== 'planned' && bet.status !== 'running';
  const gone = isRemoved(whatIf, { kind: 'bet', name });
  const removal = (gone ? now : after).without.find((one) => one.kind === 'bet' && one.name === name);
  const own: Bet | undefined = whole.bets.find((one) => one.name === name);
  return {
    key: name,
    label: own ? (
      <Link to="/plan/bets/$id" params={{ id: own.id }}>
        {name}
      </Link>
    ) : (
      name
    ),
    sub: [own?.discipline, ...bet.domains, decided ? texts.statuses[bet.status] : null].filter(Boolean).join(', '),
    probability: decided ? Number(bet.status === 'succeeded') : bet.probability,
    probabilityBefore: before.probability === bet.probability ? null : before.probability,
    size: bet.stake.money / largest,
    numbers: [
      moneyText(bet.stake.money, bet.currency ?? whole.answer.currency),
      texts.payoff(valueText(bet.payoff.low), valueText(bet.payoff.high)),
      removal ? inHundred(removal.probability).replace(/ in 100$/, '') : '',
    ],
    decided,
    changed: whatIf.bets[name] !== undefined || whatIf.moved.some((move) => move.bet === name),
    gone,
    slideWords: texts.slide(name),
  };
}

interface BetsTableProps {
  rows: readonly BetRow[];
  bets: readonly PlanBet[];
  name: string;
  importance: OutcomeAnswer['importance'];
}

function BetsTable({ rows, bets, name, importance }: BetsTableProps) {
  const of = new Map(importance.map((one) => [one.bet, one]));
  // A bet that hurts decides the other way.
  const share = (value: number | null | undefined) =>
    value == null ? '' : value < 0 ? `−${inHundred(-value)}` : inHundred(value);
  return (
    <DataTable caption={name} hideCaption>
      <thead>
        <tr>
          <th scope="col">{texts.bet}</th>
          <th scope="col">{texts.tryProbability}</th>
          {texts.betHeads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          <th scope="col">{texts.birnbaum}</th>
          <th scope="col">{texts.criticality}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={row.key}>
            <th scope="row">{row.key}</th>
            <td>{inHundred(bets[at]!.probability)}</td>
            {row.numbers.map((text, i) => (
              <td key={texts.betHeads[i]}>{text}</td>
            ))}
            <td>{share(of.get(row.key)?.birnbaum)}</td>
            <td>{share(of.get(row.key)?.criticality)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
