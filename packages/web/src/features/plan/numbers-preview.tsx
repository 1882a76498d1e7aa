import type { AnswerOf, importBetNumbers } from '@dandelion-loop/contract';
import { numbersTexts as texts } from '../../texts/numbers.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What an import would do, or did. */
export type Seen = AnswerOf<typeof importBetNumbers>;

interface NumbersPreviewProps {
  seen: Seen;
  /** Of the file, to show the rows that are refused. */
  text: string;
  onImport: () => void;
  busy: boolean;
}

const mostListed = 40;

/** What a file would change, or each row that is refused and why. */
export function NumbersPreview({ seen, text, onImport, busy }: NumbersPreviewProps) {
  const { added, replaced, unchanged, stopped, problems } = seen;
  if (problems.length > 0) return <Refused problems={problems} text={text} />;
  if (added + replaced === 0) return <p role="status">{texts.nothing}</p>;
  return (
    <div role="status">
      <p>{texts.would(added, replaced, unchanged)}.</p>
      {stopped.length > 0 && <Notice tone="stopped" title={texts.wouldStop(texts.named(stopped))} />}
      <p className="plan-action">
        <Button kind="primary" onClick={onImport} unavailable={busy && texts.importing}>
          {texts.import}
        </Button>
      </p>
    </div>
  );
}

function Refused({ problems, text }: Pick<Seen, 'problems'> & { text: string }) {
  const lines = text.split('\n');
  const [, says, why] = texts.heads;
  const title = texts.refusedTitle(new Set(problems.map(({ line }) => line)).size);
  return (
    <div className="plan-alerts">
      <Notice tone="warning" title={title} />
      <BlockTable caption={title}>
        <thead>
          <tr>
            {texts.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, mostListed).map(({ line, reason }) => (
            <tr key={`${line} ${reason}`}>
              <th scope="row">{texts.line(line)}</th>
              <td data-label={says}>
                <code>{lines[line - 1]?.trim()}</code>
              </td>
              <td data-label={why}>{reason}</td>
            </tr>
          ))}
        </tbody>
      </BlockTable>
      {problems.length > mostListed && <p>{texts.moreRows(problems.length - mostListed)}</p>}
    </div>
  );
}
