import { exportLearnings, type LearningDetails } from '@dandelion-loop/contract';
import { addressOf } from '../../app/api.ts';
import { texts } from '../../texts/learning.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Section } from '../../ui/section.tsx';

/** As a shell reads it back: a name of the data may hold anything. */
const quoted = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** The command that computes such a learning from a file. Words in capitals are the reader's own columns. */
export function rerunCommand({ learning, attribute }: LearningDetails): string {
  const column = attribute.column ?? attribute.id;
  return [
    './dandelion learn FILE --test TEST --variation VARIATION',
    `--metric ${quoted(learning.metric)}`,
    `${attribute.coder === null ? '--attribute' : '--text'} ${quoted(column)}`,
    ...learning.held.map((other) => `--hold ${quoted(other)}`),
    `--scale ${learning.scale}`,
    '--json',
  ].join(' ');
}

/** How to get the same numbers without this page. */
export function LearningRerun({ details }: { details: LearningDetails }) {
  return (
    <Section finding={texts.rerun}>
      <div className="learning-rerun">
        <CopyField label={texts.rerunLabel} hint={texts.rerunHint} value={rerunCommand(details)} />
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
