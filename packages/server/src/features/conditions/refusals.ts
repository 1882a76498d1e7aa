import { DandelionFailure } from '../../kernel/failure.ts';

/** One condition that shows most of what there is. Every refusal ends with it or with something closer to what was meant. */
const example = 'An example of a condition: newbie && history > 100 && channel in ["Web", "Phone"].';

/** Text of a user inside a sentence: short, without control characters. */
export function excerpt(text: string): string {
  const visible = text.replace(/[\p{C}\p{Z}]/gu, ' ');
  return visible.length > 40 ? `${visible.slice(0, 39)}…` : visible;
}

/** Position as a person counts it: from 1, a character outside the basic plane is one. */
function characterAt(source: string, index: number): number {
  return Array.from(source.slice(0, index)).length + 1;
}

/** A failure at a place of the condition. `problem` is a clause without its full stop, `advice` a whole sentence. */
export function refusalAt(source: string, index: number, problem: string, advice = example): DandelionFailure {
  return new DandelionFailure(
    'bad-condition',
    `The condition cannot be used: at character ${characterAt(source, index)}, ${problem}. ${advice}`,
  );
}

/** A failure of the condition as a whole. */
export function refusal(problem: string, advice = example): DandelionFailure {
  return new DandelionFailure('bad-condition', `The condition cannot be used: ${problem}. ${advice}`);
}
