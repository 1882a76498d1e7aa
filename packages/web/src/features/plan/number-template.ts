import type { WholePlan } from '@dandelion-loop/contract';
import type { NumbersOf } from './csv-head.ts';

const cell = (text: string): string => (/[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A CSV text to fill in: the head that imports know, and a row for each bet or outcome. */
export function numberTemplate({ bets, outcomes, answer }: WholePlan, of: NumbersOf): string {
  const rows =
    of === 'bets'
      ? [
          ['bet', 'on', 'value', 'kind', 'note'],
          ...bets
            .filter(({ status }) => status === 'running' || status === 'planned')
            .map(({ name }) => [name, answer.on, '', 'money', '']),
        ]
      : [['outcome', 'on', 'value', 'note'], ...outcomes.map(({ name }) => [name, answer.on, '', ''])];
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
}
