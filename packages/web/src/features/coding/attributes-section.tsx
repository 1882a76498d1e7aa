import type { CodedAttribute } from '@dandelion-loop/contract';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useMay } from '../../app/member.ts';
import { texts } from '../../texts/coding.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { CancelButton, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { TextArea, TextInput } from '../../ui/text-input.tsx';
import { Margin } from './margin.tsx';
import { MergeLevels } from './merge-levels.tsx';

/** Levels that a row of the table shows. */
const mostShown = 8;

/** What people chose the levels of: by hand, or in the columns of their files. */
export function AttributesSection({ attributes }: { attributes: readonly CodedAttribute[] }) {
  const may = useMay('learnings:write');
  const [starting, setStarting] = useState(false);
  const [merging, setMerging] = useState<string | null>(null);
  const hand = attributes.filter(({ from }) => from === 'hand');
  const columns = attributes.filter(({ from }) => from === 'column');
  const merged = attributes.find(({ id }) => id === merging);
  return (
    <>
      <Section
        finding={texts.byHand}
        controls={may && <Button onClick={() => setStarting(true)}>{texts.startCoding}</Button>}
        note={<Margin lines={texts.byHandNote} />}
      >
        {hand.length === 0 ? (
          <p className="quiet">{texts.byHandNone}</p>
        ) : (
          <Attributes caption={texts.byHand} attributes={hand} onMerge={setMerging} />
        )}
      </Section>
      {columns.length > 0 && (
        <Section finding={texts.fromFiles} note={<Margin lines={texts.fromFilesNote} />}>
          <Attributes caption={texts.fromFiles} attributes={columns} onMerge={setMerging} />
        </Section>
      )}
      {starting && <NewAttribute onClose={() => setStarting(false)} />}
      {merged && <MergeLevels attribute={merged} onClose={() => setMerging(null)} />}
    </>
  );
}

interface AttributesProps {
  caption: string;
  attributes: readonly CodedAttribute[];
  onMerge: (id: string) => void;
}

function Attributes({ caption, attributes, onMerge }: AttributesProps) {
  const may = useMay('learnings:write');
  const words = texts.attributeHeads;
  const byHand = attributes[0]?.from === 'hand';
  return (
    <BlockTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.levels}</th>
          {byHand && <th scope="col">{words.by}</th>}
          <th scope="col">
            <span className="visually-hidden">{words.does}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {attributes.map(({ id, name, levels, coders, suggestions }) => (
          <tr key={id}>
            <th scope="row">
              {name}
              {suggestions.length > 0 && <small>{texts.suggestions(suggestions.length)}</small>}
            </th>
            <td data-label={words.levels}>
              {levels
                .slice(0, mostShown)
                .map(({ level, variations }) => texts.levelCount(level, variations))
                .join(', ')}
              {levels.length > mostShown && ' …'}
            </td>
            {byHand && (
              <td data-label={words.by}>
                {coders.map(({ by, variations }) => texts.coderCount(by.name, variations)).join(', ')}
              </td>
            )}
            <td className="actions">
              {byHand && (
                <ButtonLink
                  kind="quiet"
                  to="/learnings/coding"
                  search={{ attribute: name }}
                  aria-label={texts.codeOf(name)}
                >
                  {may ? texts.code : texts.look}
                </ButtonLink>
              )}
              {may && (
                <Button kind="quiet" aria-label={texts.mergeOf(name)} onClick={() => onMerge(id)}>
                  {texts.merge}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </BlockTable>
  );
}

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

function NewAttribute({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [levels, setLevels] = useState('');
  const [tried, setTried] = useState(false);
  const missing = { name: name.trim() === '', levels: linesOf(levels).length < 2 };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.name || missing.levels) return;
    void navigate({
      to: '/learnings/coding',
      search: { attribute: name.trim(), levels: linesOf(levels).join('\n') },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.newTitle}
      actions={
        <>
          <CancelButton onClose={onClose} />
          <Button type="submit" form={formId} kind="primary">
            {texts.begin}
          </Button>
        </>
      }
    >
      <form id={formId} className="coder-form" onSubmit={submit} noValidate>
        <Field
          label={texts.attributeName}
          hint={texts.attributeHint}
          error={tried && missing.name ? texts.attributeMissing : undefined}
        >
          <TextInput value={name} onValue={setName} maxLength={80} autoComplete="off" />
        </Field>
        <Field
          label={texts.levels}
          hint={texts.levelsHint}
          error={tried && missing.levels ? texts.levelsMissing : undefined}
        >
          <TextArea rows={4} value={levels} onValue={setLevels} />
        </Field>
      </form>
    </Dialog>
  );
}
