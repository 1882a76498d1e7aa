// biome-ignore-all lint/a11y/useSemanticElements: rows of a table cannot lie at places of their own; as a grid, one link of a row takes the focus, not its cells.
// biome-ignore-all lint/a11y/useFocusableInteractive: as above.
import type { PlotFrame } from '@dandelion-loop/wording';
import { AxisTicks } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/experiments.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import type { RowSelection } from './list-row-selection.ts';

interface ListHeadsProps {
  ref: React.Ref<HTMLDivElement>;
  /** Where they stay while one scrolls. */
  top: number;
  frame: PlotFrame | null;
  selection: RowSelection;
  total: number;
  /** Whether there is something to do with what is selected. */
  mayTag: boolean;
}

/** The heads of the columns, with the one axis of all intervals. */
export function ListHeads({ ref, top, frame, selection, total, mayTag }: ListHeadsProps) {
  const { heads } = texts;
  return (
    <div role="rowgroup" className="list-heads" ref={ref} style={{ top }}>
      <div role="row" aria-rowindex={1} className="list-head-row">
        {mayTag && (
          <div role="columnheader" className="row-select">
            <SelectAll selection={selection} total={total} />
          </div>
        )}
        <div role="columnheader" className="row-verdict">
          {heads.verdict}
        </div>
        <div role="columnheader" className="row-title">
          {heads.title}
        </div>
        <div role="columnheader" className="row-variations" title={heads.variations}>
          <span aria-hidden="true">{heads.variationsShort}</span>
          <span className="visually-hidden">{heads.variations}</span>
        </div>
        <div role="columnheader" className="row-units">
          {heads.units}
        </div>
        <div role="columnheader" className="row-interval">
          <span className="visually-hidden">{heads.interval}</span>
          {frame && <AxisTicks ticks={frame.ticks} />}
        </div>
        <div role="columnheader" className="row-lift">
          {heads.lift} <span className="quiet">{heads.level}</span>
        </div>
        <div role="columnheader" className="row-day">
          {heads.day}
        </div>
      </div>
    </div>
  );
}

function SelectAll({ selection, total }: Pick<ListHeadsProps, 'selection' | 'total'>) {
  const { items, most } = selection;
  const tooMany = total > most;
  const all = total > 0 && items.size === total;
  const name = tooMany ? texts.selectTooMany(most) : texts.selectAll(total);
  return (
    <span title={name}>
      <Checkbox
        checked={all}
        disabled={tooMany && items.size === 0}
        onChecked={() => (all || tooMany ? selection.clear() : void selection.selectAll())}
        label={<span className="visually-hidden">{name}</span>}
      />
    </span>
  );
}
