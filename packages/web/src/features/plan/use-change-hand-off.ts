import { type BodyInputOf, changeHandOff, getPlan, type HandOff } from '@dandelion-loop/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCommand } from '../../app/queries.ts';
import { portfolioTexts as texts } from '../../texts/portfolio.ts';
import { notify } from '../../ui/notify.ts';

type Change = Omit<BodyInputOf<typeof changeHandOff>, 'version'>;

/** Changes a hand-off of the plan that is shown, and reads the plan again. What fails is said in a notice. */
export function useChangeHandOff(onDone: () => void = () => {}) {
  const client = useQueryClient();
  const read = () => client.invalidateQueries({ queryKey: [getPlan.path] });
  const change = useCommand(changeHandOff, {
    onSuccess: async () => {
      await read();
      onDone();
    },
    onError: (error) => {
      notify({ tone: 'warning', title: texts.failed, text: error.message });
      return read();
    },
  });
  const send = ({ id, version }: HandOff, wanted: Change) =>
    change.mutate({ params: { id }, body: { version, ...wanted } });
  return { send, busy: change.isPending };
}
