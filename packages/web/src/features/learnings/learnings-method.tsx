import type { Library } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/learnings.ts';
import { Drawer } from '../../ui/dialog.tsx';
import { spoken } from '../experiments/result-words.tsx';

interface MethodProps {
  library: Library;
  /** Of the answer: what was taken for granted. */
  notes: readonly string[];
  open: boolean;
  onClose: () => void;
}

/** How do we know? The method behind the numbers, one click away. */
export function LearningsMethod({ library: { level, falseDiscoveries }, notes, open, onClose }: MethodProps) {
  return (
    <Drawer open={open} onClose={onClose} title={texts.howDoWeKnow}>
      <div className="method learnings-method">
        <p>{texts.methodIntroduction}</p>
        <List title={texts.method} items={texts.methods(numbers.share(level), numbers.share(falseDiscoveries))} />
        <List title={texts.assumes} items={texts.assumptions} />
        <List title={texts.granted} items={notes} />
      </div>
    </Drawer>
  );
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{spoken(item)}</li>
        ))}
      </ul>
    </>
  );
}
