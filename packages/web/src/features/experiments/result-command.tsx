import type { Experiment } from '@dandelion-loop/contract';
import { texts } from '../../texts/experiment.ts';
import { CommandBox } from '../../ui/command-box.tsx';
import { spoken } from './result-words.tsx';

/** How to get the same answer without this page. */
export function ResultCommand({ experiment: { command, name, analysis } }: { experiment: Experiment }) {
  if (command === null) return null;
  const label =
    analysis.counts !== null
      ? texts.commandOfCounts
      : name === null
        ? texts.commandText
        : texts.commandOfMany(spoken(name));
  return <CommandBox label={label} command={command} />;
}
