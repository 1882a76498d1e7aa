import { type Belief, changeBelief, type ResolutionRule } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useCommand } from '../../app/queries.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { FieldError } from '../../ui/field.tsx';
import type { BeliefDraft } from './belief-draft.ts';
import { ChooseTest } from './choose-test.tsx';
import { useBeliefChanged } from './use-belief-changed.ts';

interface NameTestProps {
  belief: Belief;
  rule: Extract<ResolutionRule, { experimentId: string | null }>;
  onClose: () => void;
}

/** Names the test that will tell, once it is there: members may have answered by then. */
export function NameTest({ belief: { id, version }, rule, onClose }: NameTestProps) {
  const changed = useBeliefChanged();
  const [test, setTest] = useState<BeliefDraft['experiment']>(null);
  const command = useCommand(changeBelief, {
    onSuccess: async (after) => {
      await changed(after);
      onClose();
    },
  });
  const save = () => {
    if (test !== null) command.mutate({ params: { id }, body: { version, rule: { ...rule, experimentId: test.id } } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.nameTest}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button
            kind="primary"
            onClick={save}
            unavailable={test === null ? texts.nameTestFirst : command.isPending && texts.saving}
          >
            {texts.nameTest}
          </Button>
        </>
      }
    >
      <div className="belief-form">
        <p>{texts.nameTestText}</p>
        <ChooseTest chosen={test} onChosen={setTest} />
        {command.error && <FieldError>{command.error.message}</FieldError>}
      </div>
    </Dialog>
  );
}
