// biome-ignore-all lint/a11y/useSemanticElements: rows of a table cannot lie at places of their own; as a grid, one link of a row takes the focus, not its cells.
// biome-ignore-all lint/a11y/useFocusableInteractive: as above.
import type { ExperimentRow as Row } from '@dandelion-loop/contract';
import { healthMarks, numbers, type PlotFrame } from '@dandelion-loop/wording';
import { type MouseEvent, memo } from 'react';
import type { Formats } from '../../app/formats.ts';
import { IntervalSpark } from '../../charts/interval-spark.tsx';
import { texts } from '../../texts/experiments.ts';
import { IconButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Tag } from '../../ui/chip.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { rowWords } from './experiment-row-words.ts';
import { Name } from './result-words.tsx';

export interface ExperimentRowProps {
  row: Row;
  index: number;
  /** Pixels below the beginning of the list. */
  top: number;
  frame: PlotFrame | null;
  selected: boolean;
  /** The one row that the tab key reaches. */
  active: boolean;
  /** Where tests of several metrics stand among each other. */
  withMetric: boolean;
  /** Whether this member may change tags. */
  mayTag: boolean;
  /** Made once for all rows: making a date format takes longer than all the rest of a row. */
  day: Formats['day'];
  onToggle: (index: number, range: boolean) => void;
  onTags: (index: number) => void;
  onOpen: (index: number, id: string, event: MouseEvent) => void;
}

const tagsShown = 2;

/** One test in a line: what was judged, how sure, on how many, when. The whole row is the link. */
export const ExperimentRow = memo(function ExperimentRow(props: ExperimentRowProps) {
  const { row, index, top, frame, selected, active, mayTag, day, onToggle, onTags, onOpen } = props;
  const words = rowWords(row, frame);
  const id = (cell: string) => `row-${index}-${cell}`;
  return (
    <div
      className="experiment-row"
      role="row"
      aria-rowindex={index + 2}
      {...(mayTag && { 'aria-selected': selected })}
      data-row={index}
      style={{ top }}
    >
      {mayTag && (
        <div role="gridcell" className="row-select">
          <Checkbox
            checked={selected}
            tabIndex={-1}
            // The click knows whether Shift was held, the change does not.
            onChecked={() => {}}
            onClick={(event) => onToggle(index, event.shiftKey)}
            label={<span className="visually-hidden">{texts.selectOne(row.title)}</span>}
          />
        </div>
      )}
      <div role="gridcell" className="row-verdict" id={id('verdict')}>
        <Verdict tone={words.tone}>{words.verdict}</Verdict>
      </div>
      <div role="gridcell" className="row-title">
        {/* Not the router's link: of hundreds that scroll in, each looks at the whole address once more. */}
        <a
          href={`/experiments/${row.id}`}
          tabIndex={active ? 0 : -1}
          aria-describedby={`${id('verdict')} ${id('lift')} ${id('units')} ${id('day')}`}
          onClick={(event) => onOpen(index, row.id, event)}
        >
          <Name room={300}>{row.title}</Name>
        </a>
        <Marks {...props} />
        {mayTag && (
          <IconButton
            icon="tag"
            className="row-tag-button"
            label={texts.tagsOf(row.title)}
            tabIndex={-1}
            onClick={() => onTags(index)}
          />
        )}
      </div>
      <div role="gridcell" className="row-variations n">
        {numbers.count(row.variations)}
      </div>
      <div role="gridcell" className="row-units n" id={id('units')}>
        {numbers.count(row.units)} <span className="row-units-word">{texts.unitsWord}</span>
      </div>
      <div role="gridcell" className="row-interval">
        {frame && words.line !== undefined && <IntervalSpark ground={frame} tone={words.tone} line={words.line} />}
      </div>
      <div role="gridcell" className="row-lift n" id={id('lift')} title={words.compared ?? undefined}>
        {words.value !== null && <b>{words.value}</b>} <span className="quiet">{words.beside}</span>
      </div>
      <Day row={row} id={id('day')} day={day} />
    </div>
  );
});

/** A health check worth a look, the metric where it is not the same for all, and tags. */
function Marks({ row: { health, metric, tags }, withMetric }: ExperimentRowProps) {
  const { tone, word } = healthMarks.warning;
  return (
    <span className="row-marks">
      {withMetric && metric !== null && (
        <span className="row-metric">
          <Name room={24}>{metric}</Name>
        </span>
      )}
      {health === 'warning' && <Verdict tone={tone}>{word}</Verdict>}
      {tags.slice(0, tagsShown).map((tag) => (
        <Tag key={tag}>
          <Name room={20}>{tag}</Name>
        </Tag>
      ))}
      {tags.length > tagsShown && (
        <Tag>
          <span aria-hidden="true">+{tags.length - tagsShown}</span>
          <span className="visually-hidden">{texts.moreTags(tags.length - tagsShown)}</span>
        </Tag>
      )}
    </span>
  );
}

interface DayProps extends Pick<ExperimentRowProps, 'row' | 'day'> {
  id: string;
}

function Day({ row: { ranOn, judgedAt }, id, day }: DayProps) {
  const shown = day(ranOn ?? judgedAt);
  return (
    <div role="gridcell" className="row-day n" id={id} title={ranOn === null ? texts.judgedOn(shown) : undefined}>
      {shown}
    </div>
  );
}

/** A row that is being read. */
export function ReadingRow({ index, top }: { index: number; top: number }) {
  return (
    <div
      className="experiment-row reading"
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      tabIndex={-1}
      style={{ top }}
    >
      <div role="gridcell">
        <span className="visually-hidden">{texts.rowReading}</span>
        <i />
      </div>
    </div>
  );
}
