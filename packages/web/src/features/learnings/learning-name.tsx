import type { Learning } from '@dandelion-loop/contract';
import { texts } from '../../texts/learnings.ts';
import { Name } from '../experiments/result-words.tsx';
import { type Attributes, nameOf } from './learning-names.ts';

interface NameProps {
  learning: Pick<Learning, 'attribute' | 'level' | 'reference'>;
  attributes: Attributes;
}

/** What a learning is about: "Question", "Length in words: long, against medium". */
export function LearningName({ learning, attributes }: NameProps) {
  const { name, against } = nameOf(learning, attributes);
  return (
    <>
      <Name room={60}>{name}</Name>
      {against !== null && <Quiet words={texts.against} name={against} />}
    </>
  );
}

function Quiet({ words, name }: { words: (name: string) => string; name: string }) {
  const [before, after] = words('\n').split('\n');
  return (
    <span className="quiet">
      {' '}
      {before}
      <Name room={30}>{name}</Name>
      {after}
    </span>
  );
}
