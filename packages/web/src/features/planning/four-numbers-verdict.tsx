import type { Result } from '@dandelion-loop/contract';
import {
  answerOf,
  bandWords,
  basisOf,
  checksInOrder,
  healthMarks,
  healthSummary,
  plotKey,
  plotOf,
} from '@dandelion-loop/wording';
import { IntervalPlot, PlotKey } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/four-numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Notice } from '../../ui/notice.tsx';
import { comparisonRow, markTone } from '../experiments/result-rows.tsx';
import { Said, spoken } from '../experiments/result-words.tsx';

interface VerdictProps {
  answer: Result | undefined;
  /** False while numbers are typed that it does not know yet. */
  current: boolean;
  problem: Error | null;
  again: () => void;
}

/** What the numbers say, whether to believe it, and the picture. */
export function FourNumbersVerdict({ answer, current, problem, again }: VerdictProps) {
  return (
    <section
      className={current ? 'counts-verdict' : 'counts-verdict old'}
      aria-label={texts.verdict}
      aria-busy={!current}
    >
      <div aria-live="polite">
        {answer === undefined ? (
          problem === null && <p className="quiet">{texts.waiting}</p>
        ) : (
          <p className="counts-answer">
            <Said saying={answerOf(answer)} />
          </p>
        )}
      </div>
      {problem !== null && (
        <Notice tone="warning" title={texts.failed} action={<Button onClick={again}>{texts.again}</Button>}>
          {problem.message}
        </Notice>
      )}
      {answer !== undefined && <Evidence answer={answer} />}
    </section>
  );
}

function Evidence({ answer }: { answer: Result }) {
  const [metric] = answer.metrics;
  const { rows, frame, opponent } = metric ? plotOf(metric) : { rows: [], frame: null, opponent: null };
  return (
    <>
      <p className="basis">
        <Said saying={basisOf(answer)} />
      </p>
      <Health answer={answer} />
      {frame !== null && rows.length > 0 && (
        <>
          <IntervalPlot
            name={texts.plotName}
            head={opponent === null ? '' : texts.against(opponent)}
            unit={frame.unit}
            ground={frame}
            groups={[{ key: 'all', rows: rows.map(comparisonRow) }]}
          />
          <PlotKey
            marks={plotKey(answer.metrics).map(({ tone, words }) => ({ tone: markTone(tone), words }))}
            band={frame.margin === null ? undefined : bandWords}
          />
        </>
      )}
    </>
  );
}

/** One line when all is well; what must be read first otherwise. */
function Health({ answer }: { answer: Result }) {
  const { say, because } = healthSummary(answer);
  const { verdict } = answer.health;
  const told = checksInOrder(answer).filter((check) => check.verdict !== 'ok');
  return (
    <div className="counts-health">
      <p>
        <Glyph tone={healthMarks[verdict].tone} coloured />
        <span>
          <b>{say}</b> {because}
        </span>
      </p>
      {told.length > 0 && (
        <ul>
          {told.map(({ name, verdict: own, message }) => (
            <li key={name}>
              <Glyph tone={healthMarks[own].tone} coloured />
              <span>{spoken(message)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
