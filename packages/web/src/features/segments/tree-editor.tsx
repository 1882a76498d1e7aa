import type { SegmentTree } from '@dandelion-loop/contract';
import { texts } from '../../texts/segments.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { isGroup, type LeafKind, newLeaves, newTree } from './new-tree.ts';
import './segments.css';

/** Groups within groups, of which the page offers fewer than the server takes. */
const deepest = 4;

interface TreeProps {
  tree: SegmentTree;
  onTree: (tree: SegmentTree) => void;
  /** As "2.1"; empty for the whole. */
  at?: string;
  onRemove?: (() => void) | undefined;
}

const kinds = (Object.keys(texts.kinds) as LeafKind[]).map((value) => ({ value, label: texts.kinds[value] }));

/** Groups and conditions, each a fieldset with a name, so that a keyboard and a screen reader know where they are. */
export function TreeEditor({ tree, onTree, at = '', onRemove }: TreeProps) {
  if (tree.kind === 'not') return <Negated inner={tree.of} {...{ onTree, at, onRemove }} />;
  return <Plain tree={tree} isNegated={false} {...{ onTree, at, onRemove }} />;
}

interface PartProps extends Omit<TreeProps, 'tree'> {
  at: string;
}

function Negated({ inner, onTree, ...rest }: PartProps & { inner: SegmentTree }) {
  const change = (of: SegmentTree) => onTree(of.kind === 'not' ? of.of : { kind: 'not', of });
  return <Plain tree={inner} isNegated {...rest} onTree={change} />;
}

function Plain({ tree, isNegated, onTree, at, onRemove }: PartProps & { tree: SegmentTree; isNegated: boolean }) {
  const isAll = isGroup(tree);
  return (
    <fieldset className={isAll ? 'tree-group' : 'tree-condition'}>
      <legend>{isAll ? texts.groupAt(at) : texts.condition(at)}</legend>
      {isAll && tree.kind !== 'not' ? (
        <Group tree={tree} onTree={onTree} at={at} />
      ) : (
        !isAll && (
          <div className="tree-fields">
            <Field label={texts.kind}>
              <Select value={tree.kind} onValue={(kind) => onTree(newLeaves[kind])} choices={kinds} />
            </Field>
            <ConditionFields leaf={tree} onValue={onTree} />
          </div>
        )
      )}
      {at !== '' && (
        <div className="tree-ends">
          <Checkbox checked={isNegated} label={texts.negated} onChecked={() => onTree({ kind: 'not', of: tree })} />
          {onRemove && (
            <Button kind="quiet" icon="delete" onClick={onRemove} aria-label={`${texts.removeCondition} ${at}`}>
              {texts.removeCondition}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}

interface GroupProps {
  tree: Extract<SegmentTree, { kind: 'all' | 'any' }>;
  onTree: (tree: SegmentTree) => void;
  at: string;
}

function Group({ tree, onTree, at }: GroupProps) {
  const { of } = tree;
  const put = (place: number, one: SegmentTree) => onTree({ ...tree, of: of.with(place, one) });
  const add = (one: SegmentTree) => onTree({ ...tree, of: [...of, one] });
  const levels = at === '' ? 1 : at.split('.').length + 1;
  return (
    <>
      <Field label={texts.group}>
        <Select
          value={tree.kind}
          onValue={(kind) => onTree({ ...tree, kind })}
          choices={(['all', 'any'] as const).map((value) => ({ value, label: texts.groups[value] }))}
        />
      </Field>
      {of.map((one, place) => (
        <TreeEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name, and are not reordered
          key={place}
          tree={one}
          at={`${at === '' ? '' : `${at}.`}${place + 1}`}
          onTree={(next) => put(place, next)}
          onRemove={of.length > 1 ? () => onTree({ ...tree, of: of.filter((_, other) => other !== place) }) : undefined}
        />
      ))}
      <div className="tree-ends">
        <Button icon="add" onClick={() => add(newLeaves.event)}>
          {texts.addCondition}
        </Button>
        {levels < deepest && (
          <Button
            kind="quiet"
            icon="add"
            onClick={() => add({ ...newTree, kind: tree.kind === 'all' ? 'any' : 'all' } as SegmentTree)}
          >
            {texts.addGroup}
          </Button>
        )}
      </div>
    </>
  );
}
