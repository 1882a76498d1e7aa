import { useState } from 'react';
import { searchExperiments, useFoundExperiments } from '../../app/search-experiments.ts';
import { texts } from '../../texts/beliefs.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Name } from '../experiments/result-words.tsx';
import type { BeliefDraft } from './belief-draft.ts';
import './choose-test.css';

interface ChooseTestProps {
  chosen: BeliefDraft['experiment'];
  onChosen: (experiment: BeliefDraft['experiment']) => void;
  hint?: string;
}

/** Finds a test by words of its title. */
export function ChooseTest({ chosen, onChosen, hint }: ChooseTestProps) {
  const [typed, setTyped] = useState('');
  const found = useFoundExperiments(typed, searchExperiments);
  if (chosen !== null)
    return (
      <p className="belief-test">
        <span>
          {texts.test}: <Name>{chosen.title}</Name>
        </span>
        <Button kind="quiet" onClick={() => onChosen(null)}>
          {texts.testClear}
        </Button>
      </p>
    );
  const said = {
    ...{ idle: '', searching: texts.testSearching, failed: texts.testFailed },
    done: found.experiments.length === 0 ? texts.testNone : '',
  }[found.state];
  return (
    <div className="belief-tests">
      <Field label={texts.test} hint={hint} optional={hint !== undefined}>
        <TextInput icon="search" value={typed} onValue={setTyped} maxLength={200} autoComplete="off" />
      </Field>
      <p role="status">{said}</p>
      {found.experiments.length > 0 && (
        <ul>
          {found.experiments.map(({ id, title }) => (
            <li key={id}>
              <Button onClick={() => onChosen({ id, title })}>
                <Name>{title}</Name>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
