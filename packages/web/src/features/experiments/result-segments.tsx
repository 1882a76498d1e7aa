import type { TestAnswer } from '@dandelion-loop/contract';
import { type PlotMeasure, type SegmentsPlot, segmentsPlot } from '@dandelion-loop/wording';
import { useState } from 'react';
import { type IntervalGroup, IntervalPlot } from '../../charts/interval-plot.tsx';
import { texts } from '../../texts/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import './result-segments.css';
import { Heads } from '../../ui/heads.tsx';
import { notesOf } from './result-notes.tsx';
import { groupRow } from './result-rows.tsx';
import { Name, spoken } from './result-words.tsx';

/** The metric that decides in each group, all under one axis. */
export function ResultSegments({ answer, measure }: { answer: TestAnswer; measure: PlotMeasure }) {
  const [all, setAll] = useState(false);
  const segments = segmentsPlot(answer, { measure });
  if (segments === null) return null;
  const { finding, name, unit, frame, groups, others, notes } = segments;
  if (groups.length === 0)
    return (
      <Section finding={spoken(finding)}>
        <p>{texts.segmentsSpoiled}</p>
      </Section>
    );
  const folded = groups.reduce((sum, group) => sum + group.folded.length, 0);
  return (
    <Section finding={spoken(finding)} note={notesOf(notes)}>
      <div className="segments">
        <IntervalPlot
          name={texts.segmentsName}
          head={
            <span>
              <Name>{name}</Name>
              {unit !== null && `, ${unit}`}
            </span>
          }
          ground={frame}
          groups={groups.map((group) => intervalGroup(group, all))}
          dense
        />
      </div>
      {folded > 0 && (
        <p className="more-groups">
          <Button aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? texts.fewerGroups : texts.smallerGroups(folded)}
          </Button>
        </p>
      )}
      <OtherMetrics others={others} />
    </Section>
  );
}

type Group = SegmentsPlot['groups'][number];

const intervalGroup = ({ variation, column, answer, rows, folded }: Group, all: boolean): IntervalGroup => ({
  key: `${variation}\n${column}`,
  heading: (
    <>
      <Name>{variation}</Name> {texts.by} <Name>{column}</Name> <small>{spoken(answer)}</small>
    </>
  ),
  rows: (all ? [...rows, ...folded] : rows).map(groupRow),
});

const mostOthers = 200;

/** Whether groups differ on the metrics that do not decide. */
function OtherMetrics({ others }: Pick<SegmentsPlot, 'others'>) {
  if (others.length === 0) return null;
  return (
    <Details summary={texts.otherMetrics}>
      <DataTable caption={texts.otherMetrics} hideCaption>
        <Heads of={texts.otherHeads} />
        <tbody>
          {others.slice(0, mostOthers).map(({ metric, variation, column, answer }) => (
            <tr key={`${metric}\n${variation}\n${column}`}>
              <th scope="row">
                <Name room={40}>{metric}</Name>
              </th>
              <td>
                <Name room={40}>{variation}</Name>
              </td>
              <td>
                <Name room={40}>{column}</Name>
              </td>
              <td>{spoken(answer)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Details>
  );
}
