import { type Experiment, getExperimentSql } from '@dandelion-loop/contract';
import { clause, methodOf, methodQuestion, numbers } from '@dandelion-loop/wording';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

import { ResultCommand } from './result-command.tsx';
import './result-method.css';
import { spoken } from './result-words.tsx';

interface MethodProps {
  experiment: Experiment;
  open: boolean;
  onClose: () => void;
}

/** How do we know? The method, what it assumes, what was taken for granted, and the question asked of the data. */
export function ResultMethod({ experiment, open, onClose }: MethodProps) {
  const { answer, importNotes, analysis } = experiment;
  const { moment } = useFormats();
  const mayReadSql = useMay('experiments:sql');
  const { introduction, methods, assumes, notes } = methodOf(answer);
  const granted = [...new Set([...notes, ...importNotes.map(clause)])];
  return (
    <Drawer open={open} onClose={onClose} title={methodQuestion}>
      <div className="method">
        <p>{spoken(introduction)}</p>
        <h3>{texts.method}</h3>
        <List items={methods} />
        <h3>{texts.assumes}</h3>
        <List items={assumes} />
        {granted.length > 0 && (
          <>
            <h3>{texts.granted}</h3>
            <List items={granted} />
          </>
        )}
        {experiment.command !== null && (
          <>
            <h3>{texts.commandTitle}</h3>
            <ResultCommand experiment={experiment} />
          </>
        )}
        {mayReadSql && (
          <>
            <h3>{texts.sqlTitle}</h3>
            <Sql key={analysis.id} experiment={experiment} />
          </>
        )}
        {analysis.finishedAt !== null && (
          <p className="quiet">
            {texts.madeBy(
              numbers.count(analysis.number),
              analysis.methodVersion ?? numbers.dash,
              moment(analysis.finishedAt),
            )}
          </p>
        )}
      </div>
    </Drawer>
  );
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{spoken(item)}</li>
      ))}
    </ul>
  );
}

/** Read when somebody asks for it. */
function Sql({ experiment }: { experiment: Experiment }) {
  const [asked, setAsked] = useState(false);
  const { data, error, refetch } = useAnswer(
    getExperimentSql,
    { params: { id: experiment.id }, query: { analysis: experiment.analysis.id } },
    { enabled: asked, staleTime: Number.POSITIVE_INFINITY },
  );
  if (!asked) return <Button onClick={() => setAsked(true)}>{texts.sqlShow}</Button>;
  if (error !== null)
    return (
      <div role="alert">
        <p>{error.message}</p>
        <Button onClick={() => refetch()}>{texts.tryAgain}</Button>
      </div>
    );
  if (data === undefined) return <Skeleton lines={4} what={texts.sqlReading} />;
  return <Statements statements={data.statements} />;
}

/** Without the indentation that it had where it was written. */
function tidy(sql: string): string {
  const [first = '', ...rest] = sql.trim().split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const common = Math.min(...indents);
  return [first, ...rest.map((line) => line.slice(common))].join('\n');
}

function Statements({ statements }: { statements: readonly { sql: string; milliseconds: number }[] }) {
  if (statements.length === 0) return <p>{texts.sqlNone}</p>;
  return (
    <>
      <p>{texts.sqlBound}</p>
      <CopyButton text={statements.map(({ sql }) => `${tidy(sql)};`).join('\n\n')} />
      <ol className="statements">
        {statements.map(({ sql, milliseconds }, index) => (
          <li key={sql}>
            <h4>{texts.sqlStatement(numbers.count(index + 1), numbers.count(Math.round(milliseconds)))}</h4>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
            <pre tabIndex={0}>{tidy(sql)}</pre>
          </li>
        ))}
      </ol>
    </>
  );
}
