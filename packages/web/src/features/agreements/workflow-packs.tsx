import { createWorkflow, listWorkflowPacks, type Workflow } from '@dandelion-loop/contract';
import { useAnswer, useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/workflows.ts';
import { Button } from '../../ui/button.tsx';
import { notify } from '../../ui/notify.ts';
import { useWorkflowsChanged } from './use-workflows-changed.ts';

interface WorkflowPacksProps {
  workflows: readonly Workflow[];
  /** The first one is the one next action of the page. */
  isFirst: boolean;
}

/** Those that ship and are not taken yet, with what they would have somebody do. */
export function WorkflowPacks({ workflows, isFirst }: WorkflowPacksProps) {
  const { data } = useAnswer(listWorkflowPacks, {});
  const changed = useWorkflowsChanged();
  const take = useCommand(createWorkflow, {
    onSuccess: async () => {
      await changed();
      notify({ title: texts.taken });
    },
    onError: (error) => notify({ tone: 'warning', title: texts.failed, text: error.message }),
  });
  const packs = (data?.packs ?? []).filter(({ id }) => !workflows.some(({ pack }) => pack === id));
  return (
    <div className="workflow-packs">
      {packs.map(({ id, name, purpose, trigger, steps }, i) => (
        <article className="plan-part" key={id}>
          <h3>{name}</h3>
          <p className="between-kind">{texts.triggers[trigger]}</p>
          <p>{purpose}</p>
          <ol>
            {steps.map(({ what }) => (
              <li key={what}>{what}</li>
            ))}
          </ol>
          <p>
            <Button
              kind={isFirst && i === 0 ? 'primary' : 'plain'}
              aria-label={texts.takeNamed(name)}
              unavailable={take.isPending && texts.saving}
              onClick={() => take.mutate({ body: { pack: id } })}
            >
              {texts.take}
            </Button>
          </p>
        </article>
      ))}
    </div>
  );
}
