import { compareScenarios, deleteScenario, type Scenario, type WhatIfAnswer } from '@dandelion-loop/contract';
import { inHundred, moneyText } from '@dandelion-loop/portfolio';
import { useQueryClient } from '@tanstack/react-query';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/plan.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Shown } from './plan-context.ts';
import { whatIfOf } from './scenario-changes.ts';

/** Kept what-ifs, side by side with the plan. */
export function ScenariosSection({ shown }: { shown: Shown }) {
  const { whole } = shown;
  const { data, error, refetch } = useAnswer(compareScenarios, { params: { id: whole.plan.id } });
  return (
    <Section finding={texts.scenariosFinding}>
      {data === undefined && error === null && <Skeleton lines={3} what={texts.reading} />}
      {error !== null && (
        <Notice
          tone="warning"
          title={error.message}
          action={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}
        />
      )}
      {data?.scenarios.length === 0 && <p>{texts.scenariosNone}</p>}
      {data !== undefined && data.scenarios.length > 0 && <Compared shown={shown} scenarios={data.scenarios} />}
    </Section>
  );
}

type Answered = Scenario & { answer: WhatIfAnswer };

function Compared({ shown, scenarios }: { shown: Shown; scenarios: readonly Answered[] }) {
  const { whole } = shown;
  const { currency, outcomes, caps } = whole.answer;
  const staked = whole.bets
    .filter(({ status }) => status === 'planned' || status === 'running')
    .reduce((sum, { stake }) => sum + stake.money, 0);
  const over = (all: readonly { domain: string; verdict: string }[]) =>
    all
      .filter(({ verdict }) => verdict === 'over')
      .map(({ domain }) => domain)
      .join(', ') || texts.no;
  return (
    <BlockTable caption={texts.scenariosFinding}>
      <thead>
        <tr>
          <th scope="col">{texts.scenario}</th>
          {outcomes.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">{texts.staked}</th>
          <th scope="col">{texts.overCaps}</th>
          <th scope="col">
            <span className="visually-hidden">{texts.tryScenario}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{texts.asPlanned}</th>
          {outcomes.map(({ name, probability }) => (
            <td key={name} data-label={name}>
              {inHundred(probability)}
            </td>
          ))}
          <td data-label={texts.staked}>{moneyText(staked, currency)}</td>
          <td data-label={texts.overCaps}>{over(caps)}</td>
          <td />
        </tr>
        {scenarios.map((scenario) => (
          <tr key={scenario.id}>
            <th scope="row">
              {scenario.name}
              {scenario.lost > 0 && <small className="quiet"> {texts.lost(scenario.lost)}</small>}
            </th>
            {outcomes.map(({ name }, at) => (
              <td key={name} data-label={name}>
                {inHundred(scenario.answer.outcomes[at]?.probability ?? 0)}
              </td>
            ))}
            <td data-label={texts.staked}>{moneyText(scenario.answer.staked, currency)}</td>
            <td data-label={texts.overCaps}>{over(scenario.answer.caps)}</td>
            <td className="actions">
              <Actions shown={shown} scenario={scenario} />
            </td>
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}

function Actions({ shown: { whole, setWhatIf, mayWrite }, scenario }: { shown: Shown; scenario: Answered }) {
  const client = useQueryClient();
  const remove = useCommand(deleteScenario, {
    onSuccess: () => client.invalidateQueries({ queryKey: [compareScenarios.path] }),
    onError: (error) => notify({ tone: 'warning', title: error.message }),
  });
  return (
    <>
      <Button
        aria-label={texts.tryScenarioLabel(scenario.name)}
        onClick={() => {
          setWhatIf(whatIfOf(scenario.changes, whole));
          window.scrollTo({ top: 0 });
        }}
      >
        {texts.tryScenario}
      </Button>
      {mayWrite && (
        <Button
          kind="quiet"
          aria-label={texts.deleteScenarioLabel(scenario.name)}
          onClick={() => remove.mutate({ params: { id: scenario.id } })}
        >
          {texts.deleteScenario}
        </Button>
      )}
    </>
  );
}
