import { numbers } from '@dandelion-loop/wording';
import { type ReactNode, useId } from 'react';
import { useFormats } from '../../app/formats.ts';
import { choiceTexts as texts } from '../../texts/import-choices.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { FieldError } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { controlOf, isManyTests, readWeights, splitOf } from './choices-check.ts';
import { useChoices } from './choices-context.ts';
import { mustAskSplit, variationsOf } from './values-of-variation.ts';

/** How the split was planned: asked for with its reason when the groups are not near equal, else taken as equal until somebody says so. */
export function SplitChoice() {
  const { draft, set, facts, problems } = useChoices();
  const variations = variationsOf(facts.values, controlOf(draft, facts.values));
  if (variations === null || isManyTests(draft)) return null;
  const split = splitOf(draft, facts.values);
  const asked = mustAskSplit(facts.values, false);
  return (
    <div className="split" data-field="split">
      <RadioGroup
        legend={asked ? texts.splitAsk : texts.split}
        hint={asked && texts.splitWhy}
        value={split}
        onValue={(next) => set({ split: next })}
        error={problems.get('split')}
        choices={[
          { value: 'equal', label: texts.splitEqual },
          { value: 'weights', label: texts.splitWeights, hint: split === 'weights' && texts.splitWeightsHint },
        ]}
      />
      <Shares variations={variations} weighted={split === 'weights'} />
    </div>
  );
}

interface SharesProps {
  variations: readonly { value: string; count: number }[];
  weighted: boolean;
}

function Shares({ variations, weighted }: SharesProps) {
  const { draft, things } = useChoices();
  const formats = useFormats();
  const all = variations.reduce((sum, { count }) => sum + count, 0);
  const names = variations.map(({ value }) => value);
  const { split } = readWeights(names, draft.weights);
  const allWeights = Object.values(split ?? {}).reduce((sum, weight) => sum + weight, 0);
  return (
    <div className="shares">
      <DataTable caption={texts.variations} hideCaption>
        <thead>
          <tr>
            <th scope="col">{texts.group}</th>
            <th scope="col" className="num">
              {texts.things[things]}
            </th>
            <th scope="col" className="num">
              {texts.share}
            </th>
            {weighted && <th scope="col">{texts.planned}</th>}
          </tr>
        </thead>
        <tbody>
          {variations.map(({ value, count }) => (
            <tr key={value}>
              <th scope="row">{value}</th>
              <td className="num">{formats.count(count)}</td>
              <td className="num">{numbers.share(all === 0 ? null : count / all)}</td>
              {weighted && (
                <td>
                  <Weight name={value}>
                    {split !== null && texts.plannedShare(numbers.share((split[value] ?? 0) / allWeights))}
                  </Weight>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function Weight({ name, children }: { name: string; children: ReactNode }) {
  const { draft, set, problems } = useChoices();
  const errorId = useId();
  const field = `split.${name}`;
  const problem = problems.get(field);
  return (
    <div className="weight">
      <TextInput
        data-field={field}
        className="figures"
        inputMode="decimal"
        autoComplete="off"
        aria-label={texts.weight(name)}
        value={draft.weights[name] ?? ''}
        onValue={(weight) => set({ weights: { ...draft.weights, [name]: weight } })}
        {...(problem !== undefined && { 'aria-invalid': true, 'aria-describedby': errorId })}
      />
      {children && <small>{children}</small>}
      {problem !== undefined && <FieldError id={errorId}>{problem}</FieldError>}
    </div>
  );
}
