import { listBeliefs, listExperiments, type Subject } from '@dandelion-loop/contract';
import { useState } from 'react';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/decisions.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { spoken } from '../experiments/result-words.tsx';

interface EvidencePickerProps {
  evidence: readonly Subject[];
  onEvidence: (evidence: Subject[]) => void;
}

const most = 5;
const longestName = 300;

/** Tests and assumptions that a decision rests on, found by their names. */
export function EvidencePicker({ evidence, onEvidence }: EvidencePickerProps) {
  const [typed, setTyped] = useState('');
  const search = typed.trim();
  const found = useFound(search).filter(({ id }) => !evidence.some((one) => one.id === id));
  const add = (subject: Subject) => {
    onEvidence([...evidence, subject]);
    setTyped('');
  };
  return (
    <div className="evidence-picker">
      <Field label={texts.evidenceLabel} hint={texts.find} optional>
        <TextInput value={typed} onValue={setTyped} maxLength={200} autoComplete="off" />
      </Field>
      {found.length > 0 && (
        <ul>
          {found.map((subject) => (
            <li key={subject.id}>
              <Button kind="quiet" icon="add" onClick={() => add(subject)}>
                {spoken(subject.name)} <small>{subject.kind === 'experiment' ? texts.experiment : texts.belief}</small>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {evidence.length > 0 && (
        <div className="evidence-chosen">
          {evidence.map((one) => (
            <Chip
              key={`${one.kind} ${one.id}`}
              name={texts.removeEvidence(one.name)}
              onRemove={() => onEvidence(evidence.filter((other) => other !== one))}
            >
              {spoken(one.name)}
            </Chip>
          ))}
        </div>
      )}
    </div>
  );
}

function useFound(search: string): Subject[] {
  const enabled = search.length > 1;
  const tests = useAnswer(listExperiments, { query: { search, limit: most } }, { enabled });
  const beliefs = useAnswer(listBeliefs, { query: { search, limit: most } }, { enabled });
  if (!enabled) return [];
  return [
    ...(tests.data?.rows ?? []).map(({ id, title }) => ({ kind: 'experiment', id, name: title.slice(0, longestName) })),
    ...(beliefs.data?.beliefs ?? []).map(({ id, claim }) => ({
      kind: 'belief',
      id,
      name: claim.slice(0, longestName),
    })),
  ];
}
