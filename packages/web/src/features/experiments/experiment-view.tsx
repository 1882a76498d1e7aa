import type { Experiment, TestAnswer } from '@dandelion-loop/contract';
import { numbers, type PlotMeasure } from '@dandelion-loop/wording';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/experiment.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AskTeam } from '../preferences/ask-team.tsx';
import { Comments } from './experiment-comments.tsx';
import { ExperimentHead } from './experiment-head.tsx';
import { History } from './experiment-history.tsx';
import { Notes } from './experiment-notes.tsx';
import './experiment-view.css';
import { HealthChecks } from './health-checks.tsx';
import { nextPlan } from './next-plan.ts';
import { ResultMetrics } from './result-metrics.tsx';
import { ResultSegments } from './result-segments.tsx';
import { ResultTable } from './result-table.tsx';
import { SearchSection } from './search-section.tsx';
import { WhySection } from './why-section.tsx';

/** Answer, health, picture, table, what people add: in this order. */
export function ExperimentView({ experiment }: { experiment: Experiment }) {
  const { answer, history, analysis, importId, verdict } = experiment;
  const [measure, setMeasure] = useState<PlotMeasure>('difference');
  const mayWrite = useMay('experiments:write');
  const mayJudge = useMay('imports:write');
  const earlier = history.some(({ analysisId, current }) => analysisId === analysis.id && !current);
  return (
    <article className="experiment">
      {earlier && <EarlierNotice experiment={experiment} />}
      <ExperimentHead experiment={experiment} measure={measure} readOnly={earlier} />
      <HealthChecks answer={answer} importId={importId} readOnly={earlier || !mayJudge} />
      <ResultMetrics answer={answer} measure={measure} onMeasure={setMeasure} />
      <ResultSegments answer={answer} measure={measure} />
      <WhySection experiment={experiment} />
      <SearchSection answer={answer} />
      <ResultTable answer={answer} />
      <Notes experiment={experiment} readOnly={earlier || !mayWrite} />
      <Comments experimentId={experiment.id} />
      <History experiment={experiment} />
      {!earlier && verdict !== 'invalid' && <AskTeam experimentId={experiment.id} />}
      {verdict === 'inconclusive' && !earlier && <NextTest answer={answer} />}
    </article>
  );
}

function EarlierNotice({ experiment: { id, analysis } }: { experiment: Experiment }) {
  const { moment } = useFormats();
  const day = analysis.finishedAt === null ? numbers.dash : moment(analysis.finishedAt);
  return (
    <div className="earlier">
      <Notice
        title={texts.earlierTitle(numbers.count(analysis.number), day)}
        action={
          <ButtonLink to="/experiments/$id" params={{ id }} search={{}}>
            {texts.toCurrent}
          </ButtonLink>
        }
      >
        {texts.earlier}
      </Notice>
    </div>
  );
}

/** What is not settled asks for a test that can settle it. */
function NextTest({ answer }: { answer: TestAnswer }) {
  return (
    <div className="next-test">
      <p>
        <b>{texts.planTitle}</b> {texts.plan}
      </p>
      <ButtonLink to="/plan-a-test" search={nextPlan(answer)} kind="primary">
        {texts.planAction}
      </ButtonLink>
    </div>
  );
}
