import { exportLearnings, type LearningDetails } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { addressOf } from '../../app/api.ts';
import { texts } from '../../texts/learning.ts';
import { CommandBox } from '../../ui/command-box.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';

/** Shown at once; the others are a click away. */
const mostOpen = 3;

/** How to get the same numbers without this page: a command for each file, put together on the server. */
export function LearningRerun({ details: { learning, rerun } }: { details: LearningDetails }) {
  const { imports, coderFile, notes } = rerun;
  const boxes = imports.map(({ importId, name, tests, command, why }) =>
    command === null ? (
      <p key={importId} className="quiet">
        {texts.rerunNone(name, why ?? '')}
      </p>
    ) : (
      <CommandBox key={importId} label={texts.rerunOf(name, numbers.counted(tests, 'test'))} command={command} />
    ),
  );
  return (
    <Section finding={texts.rerun}>
      <div className="learning-rerun">
        {imports.length > 0 && <p>{texts.rerunHint(learning.id)}</p>}
        {boxes.slice(0, mostOpen)}
        {boxes.length > mostOpen && (
          <Details summary={texts.rerunMore}>
            <div className="learning-rerun">{boxes.slice(mostOpen)}</div>
          </Details>
        )}
        {coderFile !== null && (
          <Details summary={texts.rerunCoders(coderFile.name)}>
            <CommandBox label={texts.rerunCodersText} command={coderFile.content} />
          </Details>
        )}
        {notes.map((note) => (
          <p key={note} className="quiet">
            {note}
          </p>
        ))}
        <p>
          <a href={addressOf(exportLearnings, { query: { format: 'json' } })} download>
            {texts.exportJson}
          </a>{' '}
          {texts.exportJsonText}
        </p>
      </div>
    </Section>
  );
}
