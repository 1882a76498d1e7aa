import { texts } from '../../texts/experiments.ts';
import { Button } from '../../ui/button.tsx';
import type { RowSelection } from './list-row-selection.ts';

/** What can be done with all that are selected. It lies over the lower end of the window. */
export function SelectionBar({ selection, onTags }: { selection: RowSelection; onTags: () => void }) {
  const { size } = selection.items;
  return (
    <div className={size === 0 ? 'selection-bar none' : 'selection-bar'}>
      <p role="status">{size > 0 && texts.selected(size)}</p>
      {size > 0 && (
        <>
          <Button icon="tag" onClick={onTags}>
            {texts.tags}
          </Button>
          <Button kind="quiet" onClick={selection.clear}>
            {texts.selectNone}
          </Button>
        </>
      )}
    </div>
  );
}
