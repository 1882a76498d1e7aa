import { ApiProblem } from '../../app/api-problem.ts';
import { texts } from '../../texts/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Why it was not saved; where somebody else was faster, a way to theirs. */
export function SettingsRefusal({ error, takeNewest }: { error: Error; takeNewest: () => void }) {
  const conflict = error instanceof ApiProblem && error.code === 'conflict';
  return (
    <div role="alert">
      <Notice
        tone="warning"
        title={conflict ? texts.conflict : texts.notSaved}
        action={conflict && <Button onClick={takeNewest}>{texts.takeNewest}</Button>}
      >
        {error.message}
      </Notice>
    </div>
  );
}
