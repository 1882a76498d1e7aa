import type { Experiment } from '@dandelion-loop/contract';
import { numbers, testMarks } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/experiment.ts';
import { Tag } from '../../ui/chip.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Heads } from '../../ui/heads.tsx';
import { Section } from '../../ui/section.tsx';
import { Verdict } from '../../ui/verdict.tsx';

/** All answers that this experiment has had; nothing when there is only one. */
export function History({ experiment: { id, history, analysis } }: { experiment: Experiment }) {
  const { moment } = useFormats();
  if (history.length < 2) return null;
  return (
    <Section
      finding={texts.historyFinding(history.length)}
      note={
        <>
          <h3>{texts.historyNote}</h3>
          <p>{texts.historyWhy}</p>
        </>
      }
    >
      <DataTable caption={texts.historyCaption} hideCaption>
        <Heads of={texts.historyHeads} />
        <tbody>
          {history.map(({ analysisId, number, finishedAt, verdict, methodVersion, current }) => (
            <tr key={analysisId} {...(analysisId === analysis.id && { 'aria-current': true })}>
              <th scope="row">
                <Link to="/experiments/$id" params={{ id }} search={current ? {} : { analysis: analysisId }}>
                  {texts.answerNumber(numbers.count(number))}
                </Link>{' '}
                {current && <Tag>{texts.current}</Tag>}
              </th>
              <td className="nowrap">{moment(finishedAt)}</td>
              <td>
                <Verdict tone={testMarks[verdict].tone}>{testMarks[verdict].word}</Verdict>
              </td>
              <td>{methodVersion}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
