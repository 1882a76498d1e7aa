import type { Belief, ResolutionRule } from '@dandelion-loop/contract';
import type { Saying } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useWorkspace } from '../../app/member.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { BeliefContradictions } from '../contradictions/belief-contradictions.tsx';
import { Said, spoken } from '../experiments/result-words.tsx';
import { BeliefEvidence } from './belief-evidence.tsx';
import { BeliefForecasts } from './belief-forecasts.tsx';
import { percent } from './belief-numbers.ts';
import { ruleWords } from './belief-rule.ts';
import { DeleteBelief } from './delete-belief.tsx';
import { EditBelief } from './edit-belief.tsx';
import { ForecastForm } from './forecast-form.tsx';
import { NameTest } from './name-test.tsx';
import { ResolveBelief } from './resolve-belief.tsx';

function answerOf({ state, forecasts: { mean, mine } }: Belief): Saying {
  const { team, mine: own } = texts.oneAnswer;
  const said = mean !== null ? team(percent(mean)) : mine !== null ? own(percent(mine.probability)) : null;
  const came = texts.oneAnswer[state];
  if (said === null) return [{ text: came, role: 'finding' }];
  return [{ text: `${said}. ` }, { text: came, role: 'finding' }];
}

type RuleOfTest = Exclude<ResolutionRule, { by: 'hand' | 'learning' }>;

const isOfTest = (rule: ResolutionRule): rule is RuleOfTest => rule.by !== 'hand' && rule.by !== 'learning';

/** Whether its test is still to be named. */
const isUnnamed = (rule: ResolutionRule): rule is RuleOfTest => isOfTest(rule) && rule.experimentId === null;

export function BeliefView({ belief }: { belief: Belief }) {
  const { day } = useFormats();
  const [doing, setDoing] = useState<'resolve' | 'delete' | 'test' | 'edit' | null>(null);
  const { claim, by, createdAt, may, rule, state, blocked, forecasts, evidence, dueOn } = belief;
  const resolveTitle = state === 'open' ? texts.resolve : texts.correct;
  const close = () => setDoing(null);
  const { mine } = forecasts;
  return (
    <div className="beliefs">
      <PageHead
        context={
          <nav aria-label={texts.breadcrumb}>
            <ul className="crumbs">
              <li>
                <Link to="/beliefs">{texts.context}</Link>
              </li>
            </ul>
          </nav>
        }
        actions={
          <>
            {may.delete && (
              <Button kind="quiet" onClick={() => setDoing('delete')}>
                {texts.delete}
              </Button>
            )}
            {may.change && <Button onClick={() => setDoing('edit')}>{texts.edit}</Button>}
            {may.change && isUnnamed(rule) && <Button onClick={() => setDoing('test')}>{texts.nameTest}</Button>}
            {may.resolve && <Button onClick={() => setDoing('resolve')}>{resolveTitle}</Button>}
          </>
        }
        question={spoken(claim)}
        answer={<Said saying={answerOf(belief)} />}
        basis={[
          texts.writtenBy(spoken(by.name), day(createdAt)),
          `${texts.answers(forecasts.count)}.`,
          ...(dueOn === null || state !== 'open' ? [] : [`${texts.due(day(dueOn))}.`]),
        ].join(' ')}
      />
      {state === 'open' && blocked !== null && (
        <Notice tone="warning" title={texts.blocked}>
          {spoken(blocked)}
        </Notice>
      )}
      {may.answer && (
        <Section finding={mine === null ? texts.forecastFinding : texts.forecastGiven(percent(mine.probability))}>
          <ForecastForm belief={belief} />
        </Section>
      )}
      <BeliefForecasts belief={belief} />
      {evidence !== null && <BeliefEvidence evidence={evidence} />}
      <BeliefContradictions belief={belief} />
      <Facts belief={belief} />
      {doing === 'resolve' && <ResolveBelief belief={belief} title={resolveTitle} onClose={close} />}
      {doing === 'edit' && <EditBelief belief={belief} onClose={close} />}
      {doing === 'test' && isUnnamed(rule) && <NameTest belief={belief} rule={rule} onClose={close} />}
      {doing === 'delete' && <DeleteBelief belief={belief} onClose={close} />}
    </div>
  );
}

function Facts({ belief: { hangsOn, costIfWrong, rule, topic } }: { belief: Belief }) {
  const { currency } = useWorkspace();
  const { count } = useFormats();
  return (
    <Section finding={texts.facts}>
      <dl className="belief-facts">
        <dt>{texts.how}</dt>
        <dd>
          {spoken(ruleWords(rule))}{' '}
          {isOfTest(rule) &&
            (rule.experimentId === null ? (
              texts.ruleSaid.noTest
            ) : (
              <Link to="/experiments/$id" params={{ id: rule.experimentId }}>
                {texts.ruleSaid.toTest}
              </Link>
            ))}
        </dd>
        <dt>{texts.hangsOn}</dt>
        <dd>{hangsOn === '' ? texts.none : spoken(hangsOn)}</dd>
        <dt>{texts.cost}</dt>
        <dd>{costIfWrong === null ? texts.none : `${currency} ${count(costIfWrong)}`}</dd>
        <dt>{texts.topic}</dt>
        <dd>{topic === '' ? texts.none : spoken(topic)}</dd>
      </dl>
    </Section>
  );
}
