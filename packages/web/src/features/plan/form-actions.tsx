import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';

/** Below a form that is open for a while: to save it, or to leave it. */
export function FormActions({ busy, onCancel }: { busy: boolean; onCancel: () => void }) {
  return (
    <div className="plan-form-actions">
      <Button type="submit" kind="primary" unavailable={busy && texts.saving}>
        {texts.save}
      </Button>
      <Button kind="quiet" onClick={onCancel}>
        {texts.cancel}
      </Button>
    </div>
  );
}
