import { listWorkflowRuns, listWorkflows, type Workflow, type WorkflowRun } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/workflows.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { RhythmNav } from '../rhythm/rhythm-nav.tsx';
import { WorkflowForm } from './workflow-form.tsx';
import { WorkflowPacks } from './workflow-packs.tsx';
import { WorkflowRow } from './workflow-row.tsx';
import { WorkflowRuns } from './workflow-runs.tsx';
import '../plan/plan.css';
import './agreements.css';

/** What has to be done each time that something happens, and what of it is under way. */
export function WorkflowsPage() {
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useAnswer(listWorkflows, {});
  const open = useAnswer(listWorkflowRuns, { query: { open: 'true', limit: 100 } });
  const every = useAnswer(listWorkflowRuns, { query: { limit: 50 } }, { enabled: all });
  const failed = error ?? open.error;
  if (data !== undefined && open.data !== undefined)
    return (
      <Workflows
        workflows={data.workflows}
        open={open.data.runs}
        shown={all && every.data !== undefined ? every.data.runs : open.data.runs}
        all={all}
        setAll={setAll}
      />
    );
  if (failed === null) return <Skeleton lines={8} what={texts.reading} />;
  const again = () => Promise.all([refetch(), open.refetch()]);
  return (
    <>
      <PageHead context={<RhythmNav />} question={texts.question} />
      <ErrorState say={texts.failedReading} actions={<Button onClick={again}>{texts.tryAgain}</Button>}>
        {failed.message}
      </ErrorState>
    </>
  );
}

interface WorkflowsProps {
  workflows: readonly Workflow[];
  open: readonly WorkflowRun[];
  shown: readonly WorkflowRun[];
  all: boolean;
  setAll: (all: boolean) => void;
}

function Workflows({ workflows, open, shown, all, setAll }: WorkflowsProps) {
  const mayWrite = useMay('rituals:write');
  const [form, setForm] = useState<string | null>(null);
  const isEmpty = workflows.length === 0;
  const close = () => setForm(null);
  const begun = workflows.some(({ runs }) => runs.total > 0);
  return (
    <div className="plan-page">
      <Head workflows={workflows} open={open} />
      {!isEmpty && (
        <Section
          finding={open.length === 0 ? texts.nothingUnderWay : texts.underWay(open.length)}
          controls={
            begun && (
              <Button kind="quiet" aria-pressed={all} onClick={() => setAll(!all)}>
                {all ? texts.fewerRuns : texts.moreRuns}
              </Button>
            )
          }
        >
          {shown.length === 0 ? <p>{texts.nothingText}</p> : <WorkflowRuns runs={shown} />}
        </Section>
      )}
      {!isEmpty && (
        <Section finding={texts.workflows}>
          <ul className="agreement-list">
            {workflows.map((workflow) =>
              form === workflow.id ? (
                <li key={workflow.id}>
                  <WorkflowForm workflow={workflow} onDone={close} />
                </li>
              ) : (
                <WorkflowRow
                  key={workflow.id}
                  workflow={workflow}
                  mayWrite={mayWrite}
                  onEdit={() => setForm(workflow.id)}
                />
              ),
            )}
          </ul>
        </Section>
      )}
      {mayWrite && (
        <Section finding={isEmpty ? texts.packsTitle : texts.packsMore}>
          <WorkflowPacks workflows={workflows} isFirst={isEmpty} />
          {form === 'new' ? (
            <WorkflowForm workflow={null} onDone={close} />
          ) : (
            <p className="plan-action">
              <Button icon="add" onClick={() => setForm('new')}>
                {texts.own}
              </Button>
            </p>
          )}
        </Section>
      )}
    </div>
  );
}

function Head({ workflows, open }: Pick<WorkflowsProps, 'workflows' | 'open'>) {
  const late = open.flatMap(({ tasks }) => tasks.filter(({ overdue }) => overdue)).length;
  const isEmpty = workflows.length === 0;
  const [found, rest] = isEmpty
    ? texts.none
    : late > 0
      ? texts.late(late)
      : open.length > 0
        ? texts.open(open.length)
        : texts.idle;
  const active = workflows.filter((one) => one.active && one.trigger !== 'by-hand').length;
  return (
    <PageHead
      context={<RhythmNav />}
      question={texts.question}
      answer={
        <>
          <mark>{found}</mark>
          {rest}
        </>
      }
      basis={isEmpty ? texts.basisNone : texts.basis(workflows.length, active)}
    />
  );
}
