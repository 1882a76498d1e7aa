import { inHundred, type Pair } from '@dandelion-loop/portfolio';
import { texts } from '../../texts/plan.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Section } from '../../ui/section.tsx';
import type { Shown } from './plan-context.ts';
import { useStudy } from './use-study.ts';

/** Every two parts removed together: asked for by hand, worked out beside the page. */
export function PairsSection({ shown: { tried, position, now } }: { shown: Shown }) {
  const { state, share, answer, problem, start, stop } = useStudy<'pairs'>();
  if (now.without.length < 2) return null;
  const run = () => start({ kind: 'pairs', plan: tried, position });
  const worst = answer?.worst ?? [];
  const first = worst[0];
  return (
    <Section
      finding={
        first
          ? texts.pairsWorst(first.parts[0].name, first.parts[1].name, inHundred(first.probability))
          : texts.pairsFinding
      }
      note={
        <>
          <h3>{texts.pairs}</h3>
          <p>{texts.pairsText}</p>
          {answer !== null && <p>{answer.sentence}</p>}
        </>
      }
    >
      {state === 'working' && (
        <Progress what={texts.pairsWorking} fraction={share} onCancel={stop} cancel={texts.pairsStop} atOnce />
      )}
      {state === 'failed' && (
        <Notice tone="warning" title={texts.pairsFailed}>
          {problem}
        </Notice>
      )}
      {worst.length > 0 && <PairsTable pairs={worst} />}
      {state !== 'working' && (
        <p className="plan-action">
          <Button onClick={run}>{state === 'done' ? texts.pairsAgain : texts.pairsStart}</Button>
        </p>
      )}
    </Section>
  );
}

function PairsTable({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <DataTable caption={texts.pairsTable} hideCaption>
      <thead>
        <tr>
          {texts.pairsHeads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ parts: [a, b], probability, beyond }) => (
          <tr key={`${a.kind}:${a.name}\n${b.kind}:${b.name}`}>
            <th scope="row">{a.name}</th>
            <td>{b.name}</td>
            <td>{inHundred(probability)}</td>
            <td>{`−${Math.max(0, Math.round(beyond * 100))}`}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
