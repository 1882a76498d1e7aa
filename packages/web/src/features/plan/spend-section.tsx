import { moneyText, valueText } from '@dandelion-loop/portfolio';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../app/formats.ts';
import { StakePlot } from '../../charts/stake-plot.tsx';
import { portfolioTexts as texts } from '../../texts/portfolio.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import type { Shown } from './plan-context.ts';
import { type SpentBet, type SpentDiscipline, spendOf } from './spend-of.ts';

/** What was spent against what was staked, by discipline and by bet. */
export function SpendSection({
  shown: { whole, document, mayWrite },
}: {
  shown: Pick<Shown, 'whole' | 'document' | 'mayWrite'>;
}) {
  const { day } = useFormats();
  const groups = spendOf(whole, document);
  if (groups.length === 0) return null;
  const money = (value: number) => moneyText(value, whole.answer.currency);
  const bets = groups.flatMap((group) => group.bets);
  const fed = bets.flatMap(({ bet }) => bet.fedOn ?? []).toSorted();
  const unfed = bets.filter(({ bet }) => bet.status === 'running' && bet.fedOn === null).length;
  const action = mayWrite && (
    <ButtonLink to="/plan/numbers" search={{ plan: whole.plan.id }}>
      {texts.import}
    </ButtonLink>
  );
  if (groups.every(({ spent, hoursSpent }) => spent === null && hoursSpent === 0)) {
    return (
      <Section finding={texts.spendNone} controls={action}>
        <p>{texts.spendNoneText}</p>
      </Section>
    );
  }
  return (
    <Section
      finding={findingOf(groups, money)}
      controls={action}
      note={
        <>
          <h3>{texts.howToRead}</h3>
          <p>{texts.howToReadText}</p>
          <h3>{texts.spendFed}</h3>
          <p>
            {fed.length > 0 && texts.spendFedText(day(fed.at(-1)!))} {unfed > 0 && texts.spendUnfed(unfed)}
          </p>
        </>
      }
    >
      <StakePlot
        name={texts.spendName}
        head={texts.spendHead}
        unit={texts.spendUnit}
        rows={groups.map((group) => rowOf(group, money))}
      />
      <Details summary={texts.spendTable}>
        <BetsSpent bets={bets} money={money} />
      </Details>
    </Section>
  );
}

type Write = (value: number) => string;

function findingOf(groups: readonly SpentDiscipline[], money: Write): string {
  const over = groups
    .flatMap(({ bets }) => bets)
    .map(({ bet, spent, staked }) => ({ name: bet.name, by: (spent ?? 0) - staked }))
    .toSorted((a, b) => b.by - a.by)[0];
  if (over !== undefined && over.by > 0.005) return texts.spendOver(over.name, money(over.by));
  const total = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  return texts.spendFinding(
    money(total(groups.map(({ spent }) => spent ?? 0))),
    money(total(groups.map(({ staked }) => staked))),
  );
}

const hoursOf = ({ hoursSpent, hoursStaked }: Pick<SpentBet, 'hoursSpent' | 'hoursStaked'>): string | null =>
  hoursSpent + hoursStaked === 0 ? null : texts.spendHours(valueText(hoursSpent), valueText(hoursStaked));

function rowOf(group: SpentDiscipline, money: Write) {
  const { discipline, bets, spent, staked } = group;
  return {
    key: discipline ?? '',
    label: discipline ?? texts.noDiscipline,
    sub: texts.spendBets(bets.length, bets.filter((one) => one.spent !== null).length),
    ...{ spent, stake: staked, note: hoursOf(group) },
    text: texts.spendOf(spent === null ? texts.unknown : money(spent), money(staked)),
  };
}

/** A table of thousands of rows is no table for people. */
const mostRows = 300;

function BetsSpent({ bets, money }: { bets: readonly SpentBet[]; money: Write }) {
  const { day } = useFormats();
  const [, discipline, spent, stake, hours, fed] = texts.spendHeads;
  const rows = bets.length > mostRows ? bets.toSorted((a, b) => b.staked - a.staked).slice(0, mostRows) : bets;
  return (
    <>
      {rows.length < bets.length && <p>{texts.spendMost(rows.length, bets.length)}</p>}
      <BlockTable caption={texts.spendName}>
        <thead>
          <tr>
            {texts.spendHeads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.bet.id}>
              <th scope="row">
                <Link to="/plan/bets/$id" params={{ id: one.bet.id }}>
                  {one.bet.name}
                </Link>
              </th>
              <td data-label={discipline}>{one.bet.discipline ?? texts.noDiscipline}</td>
              <td data-label={spent}>{one.spent === null ? texts.unknown : money(one.spent)}</td>
              <td data-label={stake}>{money(one.staked)}</td>
              <td data-label={hours}>{hoursOf(one) ?? ''}</td>
              <td data-label={fed}>{one.bet.fedOn === null ? texts.unknown : day(one.bet.fedOn)}</td>
            </tr>
          ))}
        </tbody>
      </BlockTable>
    </>
  );
}
