import { blockKinds } from '@dandelion-loop/contract';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { texts } from '../../texts/ritual.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { type BlockDraft, type DraftFaults, moved } from './ritual-draft.ts';

interface BlocksEditorProps {
  blocks: readonly BlockDraft[];
  onBlocks: (blocks: BlockDraft[]) => void;
  /** Of the meeting. */
  minutes: number | null;
  faults: Pick<DraftFaults, 'titles' | 'times'> | null;
}

const most = 20;
const freshKey = (): string => `block ${crypto.randomUUID()}`;

/** The agenda as somebody puts it together: added, ordered by buttons and by keys, taken away. */
export function BlocksEditor({ blocks, onBlocks, minutes, faults }: BlocksEditorProps) {
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  // What was pressed is drawn elsewhere by then: the focus goes with its block.
  const [focus, setFocus] = useState<{ key: string; on: string } | null>(null);
  useLayoutEffect(() => {
    if (focus === null) return;
    const row = [...(list.current?.children ?? [])].find((one) => (one as HTMLElement).dataset.key === focus.key);
    const wanted = row?.querySelector<HTMLElement>(`[data-on="${focus.on}"]:not([aria-disabled])`);
    (wanted ?? row?.querySelector<HTMLElement>('input'))?.focus();
  }, [focus]);
  const move = (key: string, by: number, on: string) => {
    const at = blocks.findIndex((block) => block.key === key);
    const to = at + by;
    if (to < 0 || to >= blocks.length) return;
    onBlocks(moved(blocks, at, by));
    setSaid(texts.moved(blocks[at]!.title, to + 1, blocks.length));
    setFocus({ key, on });
  };
  const add = () => {
    const key = freshKey();
    onBlocks([...blocks, { key, kind: 'talk', title: texts.newBlock, why: '', minutes: 5 }]);
    setFocus({ key, on: 'title' });
  };
  const sum = blocks.reduce((total, block) => total + (block.minutes ?? 0), 0);
  return (
    <div className="blocks-editor">
      <p className="field-hint">{blocks.length === 0 ? texts.blocksNone : texts.blocksHint}</p>
      <ol ref={list}>
        {blocks.map((block, at) => (
          <BlockRow
            key={block.key}
            block={block}
            place={at + 1}
            of={blocks.length}
            faults={faults}
            set={(part) => onBlocks(blocks.map((one) => (one.key === block.key ? { ...one, ...part } : one)))}
            move={(by, on) => move(block.key, by, on)}
            remove={() => onBlocks(blocks.filter((one) => one.key !== block.key))}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <div className="blocks-foot">
        <Button icon="add" onClick={add} unavailable={blocks.length >= most && texts.tooMany}>
          {texts.addBlock}
        </Button>
        {blocks.length > 0 && minutes !== null && <p className="field-hint">{texts.fits(sum, minutes)}</p>}
      </div>
    </div>
  );
}

interface BlockRowProps {
  block: BlockDraft;
  place: number;
  of: number;
  faults: BlocksEditorProps['faults'];
  set: (part: Partial<BlockDraft>) => void;
  move: (by: number, on: string) => void;
  remove: () => void;
}

function BlockRow({ block, place, of, faults, set, move, remove }: BlockRowProps) {
  const { key, kind, title, why, minutes } = block;
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    move(by, (event.target as HTMLElement).dataset.on ?? 'title');
  };
  return (
    <li data-key={key} className="block-row" onKeyDown={keys}>
      <fieldset>
        <legend className="visually-hidden">{texts.block(place, title)}</legend>
        <div className="rhythm-row">
          <Field label={texts.blockTitle} error={faults?.titles.has(key) && texts.blockTitleMissing} className="wide">
            <TextInput data-on="title" value={title} onValue={(value) => set({ title: value })} maxLength={120} />
          </Field>
          <Field label={texts.blockKind}>
            <Select
              data-on="kind"
              value={kind}
              onValue={(value) => set({ kind: value })}
              choices={blockKinds.map((value) => ({ value, label: texts.blockKinds[value] }))}
            />
          </Field>
          <Field
            label={texts.blockMinutes}
            error={faults?.times.has(key) && texts.blockMinutesMissing}
            className="short"
          >
            <NumberInput data-on="minutes" whole value={minutes} onValue={(value) => set({ minutes: value })} />
          </Field>
        </div>
        <Field label={texts.blockWhy} optional>
          <TextInput data-on="why" value={why} onValue={(value) => set({ why: value })} maxLength={400} />
        </Field>
      </fieldset>
      <div className="block-actions">
        <IconButton
          icon="up"
          data-on="up"
          label={texts.moveUp(title)}
          unavailable={place === 1 && texts.moved(title, place, of)}
          onClick={() => move(-1, 'up')}
        />
        <IconButton
          icon="down"
          data-on="down"
          label={texts.moveDown(title)}
          unavailable={place === of && texts.moved(title, place, of)}
          onClick={() => move(1, 'down')}
        />
        <IconButton icon="delete" label={texts.removeBlock(title)} onClick={remove} />
      </div>
    </li>
  );
}
