import { type CodedText, type CoderDefinition, tryCoder } from '@dandelion-loop/contract';
import { useEffect, useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/coding.ts';
import { Field, FieldError } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

const settleMilliseconds = 350;

/** The value a moment after it was last changed. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as Value), settleMilliseconds);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

/** What a coder finds in a sentence, and in texts of the workspace, while it is typed. */
export function CoderTrial({ of }: { of: { id: string } | { definition: CoderDefinition } }) {
  const [sentence, setSentence] = useState('');
  const body = useSettled({ ...of, text: sentence });
  const { data, error } = useAnswer(tryCoder, { body }, { keepPrevious: true });
  return (
    <div className="trial" aria-live="polite">
      <Field label={texts.sentence} hint={texts.sentenceHint}>
        <TextInput value={sentence} onValue={setSentence} maxLength={2000} autoComplete="off" />
      </Field>
      {error !== null && <FieldError>{error.message}</FieldError>}
      {error === null && data !== undefined && (
        <>
          {data.text.text.trim() !== '' && (
            <p>
              <Evidence of={data.text} /> <LevelOf of={data.text} />
            </p>
          )}
          <p className="trial-head">{texts.inWorkspace(data.workspace.texts)}</p>
          <p className="quiet">
            {data.workspace.levels.map(({ level, texts: count }) => texts.levelCount(level, count)).join(', ')}
          </p>
          <ul className="trial-examples">
            {data.workspace.examples.slice(0, 6).map((example) => (
              <li key={example.text}>
                <Evidence of={example} /> <LevelOf of={example} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const LevelOf = ({ of: { level } }: { of: CodedText }) => (
  <small className="quiet">{level === null ? texts.cannot : texts.level(level)}</small>
);

/** The text, with what made its level so marked. */
function Evidence({ of: { text, evidence } }: { of: CodedText }) {
  const parts: { at: number; text: string; marked: boolean }[] = [];
  let end = 0;
  for (const { from, to } of [...evidence].sort((a, b) => a.from - b.from)) {
    // Those that overlap one that was shown.
    if (from < end) continue;
    if (from > end) parts.push({ at: end, text: text.slice(end, from), marked: false });
    parts.push({ at: from, text: text.slice(from, to), marked: true });
    end = to;
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end), marked: false });
  return parts.map(({ at, text: part, marked }) =>
    marked ? (
      <mark className="evidence" key={at}>
        {part}
      </mark>
    ) : (
      <span key={at}>{part}</span>
    ),
  );
}
