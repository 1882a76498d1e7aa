import { useState } from 'react';
import { ThemeSwitch } from '../src/app/theme-switch.tsx';
import { useDraft } from '../src/app/use-draft.ts';
import { Button, IconButton } from '../src/ui/button.tsx';
import { Checkbox } from '../src/ui/checkbox.tsx';
import { Chip, Chips, FilterChip, Tag } from '../src/ui/chip.tsx';
import { DataTable } from '../src/ui/data-table.tsx';
import { Field } from '../src/ui/field.tsx';
import { NumberInput } from '../src/ui/number-input.tsx';
import { RadioGroup, Segmented } from '../src/ui/radio-group.tsx';
import { Section } from '../src/ui/section.tsx';
import { Select } from '../src/ui/select.tsx';
import { TextArea, TextInput } from '../src/ui/text-input.tsx';
import { Verdict } from '../src/ui/verdict.tsx';

export function Controls() {
  const [won, setWon] = useState(true);
  const [measure, setMeasure] = useState<'difference' | 'lift'>('difference');
  return (
    <>
      <Section
        finding="Controls"
        controls={
          <Segmented
            legend="Measure"
            value={measure}
            onValue={setMeasure}
            choices={[
              { value: 'difference', label: 'Difference' },
              { value: 'lift', label: 'Lift' },
            ]}
          />
        }
        note={
          <>
            <h3>One primary</h3>
            <p>A screen has one gold button or none.</p>
          </>
        }
      >
        <div className="row">
          <Button>Another thing</Button>
          <Button kind="quiet">A quiet thing</Button>
          <Button kind="danger" icon="delete">
            Delete
          </Button>
          <Button unavailable="Choose a file first.">Not now</Button>
          <IconButton icon="search" label="Search" />
          <ThemeSwitch />
        </div>
        <Chips label="Filter by verdict">
          <FilterChip pressed={won} onPress={() => setWon(!won)} count="229">
            <Verdict tone="better">Won</Verdict>
          </FilterChip>
          <FilterChip pressed={false} onPress={() => {}} count="3,866">
            <Verdict tone="uncertain">Inconclusive</Verdict>
          </FilterChip>
          <Chip name="mail" onRemove={() => {}}>
            mail
          </Chip>
          <Tag>headline</Tag>
        </Chips>
      </Section>
      <Section finding="Forms">
        <Form />
      </Section>
      <Section finding="Tables">
        <DataTable caption="Visits by group">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="num">
                Customers
              </th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            <tr className="group">
              <th scope="rowgroup" colSpan={3}>
                Visited the site
              </th>
            </tr>
            <tr>
              <th scope="row">Men’s e-mail</th>
              <td className="num">21,307</td>
              <td>
                <Verdict tone="better">Won</Verdict> <small>maybe too little</small>
              </td>
            </tr>
          </tbody>
        </DataTable>
      </Section>
    </>
  );
}

function Form() {
  const [name, setName, sent] = useDraft('gallery', '');
  const [size, setSize] = useState<number | null>(1200);
  const [note, setNote] = useState('');
  const [kind, setKind] = useState('mean');
  const [looked, setLooked] = useState<'yes' | 'no' | null>(null);
  const [keep, setKeep] = useState(true);
  return (
    <form className="form">
      <Field label="Name" hint="As you would say it.">
        <TextInput value={name} onValue={setName} />
      </Field>
      <Field label="Size" error="“abc” is no number. Type one such as 1,200.">
        <NumberInput value={size} onValue={setSize} unit="people" whole />
      </Field>
      <Field label="Kind" optional>
        <Select
          value={kind}
          onValue={setKind}
          choices={[
            { value: 'mean', label: 'Mean' },
            { value: 'proportion', label: 'Proportion' },
          ]}
        />
      </Field>
      <Field label="Note">
        <TextArea value={note} onValue={setNote} />
      </Field>
      <TextInput value={name} onValue={setName} type="search" icon="search" placeholder="Search" aria-label="Search" />
      <RadioGroup
        legend="Did anybody look at it before the end?"
        value={looked}
        onValue={setLooked}
        choices={[
          { value: 'no', label: 'No', hint: 'Looked at once, at the end.' },
          { value: 'yes', label: 'Yes' },
        ]}
        error="Choose one."
      />
      <Checkbox
        checked={keep}
        onChecked={setKeep}
        label="Keep the file"
        hint="Otherwise it is deleted after 30 days."
      />
      <Button onClick={sent}>Send</Button>
    </form>
  );
}
