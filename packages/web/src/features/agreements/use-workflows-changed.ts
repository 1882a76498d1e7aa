import { listFollowUps, listWorkflowRuns, listWorkflows } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';

/** Workflows, their runs and their tasks are read again. */
export function useWorkflowsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const paths = [listWorkflows.path, listWorkflowRuns.path, listFollowUps.path];
    await Promise.all(paths.map((path) => client.invalidateQueries({ queryKey: [path] })));
  };
}
