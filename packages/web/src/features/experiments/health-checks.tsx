import type { HealthCheck, TestAnswer } from '@dandelion-loop/contract';
import { checksInOrder, checkTitle, clause, healthMarks, healthSummary } from '@dandelion-loop/wording';
import { texts } from '../../texts/experiment.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Notice } from '../../ui/notice.tsx';
import './health-checks.css';
import { spoken } from './result-words.tsx';

interface HealthChecksProps {
  answer: TestAnswer;
  importId: string;
  /** An earlier answer is read, not judged again. */
  readOnly: boolean;
}

/** Whether to believe it, before what it says. Folded when all is well, open when something must be read first. */
export function HealthChecks({ answer, importId, readOnly }: HealthChecksProps) {
  const { say, because } = healthSummary(answer);
  const { verdict } = answer.health;
  const checks = checksInOrder(answer);
  return (
    <div className="health">
      <details className="checks" open={verdict !== 'ok'}>
        <summary>
          <Glyph tone={healthMarks[verdict].tone} coloured />
          <span>
            <b>{say}</b> {because}
          </span>
          <span className="more">{texts.checks}</span>
        </summary>
        {checks.length > 0 && (
          <ul>
            {checks.map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        )}
      </details>
      {!readOnly && splitWasAssumed(answer) && <SplitOffer importId={importId} />}
      {verdict === 'invalid' && <WhatToDo />}
    </div>
  );
}

function Check({ check: { name, verdict, message } }: { check: HealthCheck }) {
  const mark = healthMarks[verdict];
  return (
    <li>
      <Glyph tone={mark.tone} coloured />
      <b>
        {checkTitle(name, verdict)}
        {verdict !== 'ok' && <span className="visually-hidden">: {mark.word}</span>}
      </b>
      <span>{spoken(clause(message))}</span>
    </li>
  );
}

/** The split is off, and nobody said that it was meant to be uneven. */
const splitWasAssumed = ({ source, health }: TestAnswer): boolean =>
  source.split === 'assumed-equal' &&
  health.checks.some(({ name, verdict }) => name === 'sample-ratio' && verdict !== 'ok');

function SplitOffer({ importId }: { importId: string }) {
  return (
    <Notice
      title={texts.splitQuestion}
      action={
        <ButtonLink to="/imports/$id" params={{ id: importId }} search={{ edit: '1' }} kind="primary">
          {texts.saySo}
        </ButtonLink>
      }
    >
      {texts.splitAnswer}
    </Notice>
  );
}

function WhatToDo() {
  return (
    <section className="what-to-do">
      <h2>{texts.readingIsOff}</h2>
      <ol>
        {texts.invalidSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}
