import type { Drift, Likeness, PersonaClaim } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { dayText } from '../../kernel/day-text.ts';
import type { AnswersRow } from './records.ts';

/** What counts say of a persona, in sentences. They are counts of everybody who may be profiled, and no sample. */

/** Fewer answers say nothing. */
const fewestTraits = 2;
/** So much more often is not by one odd trait. */
const clearly = 0.1;

/** "31%", "less than 1%". */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return 'less than 1%';
  return whole === 100 && share < 1 ? 'more than 99%' : `${whole}%`;
}

/**
 * A persona says that its traits hold: it is like an author on the traits that they say hold of themselves, and like a customer on
 * those that hold of the customer. Both are asked on the same traits; null where too few were answered by yes or no.
 *
 * @param shares of each trait, the share of customers of whom it holds
 */
export function likenessOf(answers: readonly AnswersRow[], shares: ReadonlyMap<string, number>): Likeness | null {
  const said = answers
    .map((one) => Object.entries(one).filter(([id, word]) => word !== 'none' && shares.has(id)))
    .filter((one) => one.length > 0);
  const traits = new Set(said.flat().map(([id]) => id)).size;
  if (traits < fewestTraits) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const authors = mean(said.map((one) => mean(one.map(([, word]) => (word === 'yes' ? 1 : 0)))));
  const customers = mean(said.map((one) => mean(one.map(([id]) => shares.get(id)!))));
  const figures = `${percent(authors)} of its traits hold of them, ${percent(customers)} of a customer on average.`;
  const verdict =
    authors - customers > clearly
      ? 'More like its authors than like customers'
      : customers - authors > clearly
        ? 'More like customers than like its authors'
        : 'About as much like its authors as like customers';
  return { authors, customers, answered: said.length, traits, sentence: `${verdict}: ${figures}` };
}

export function driftOf(day: string, then: number | null, now: number | null, by: Drift['by']): Drift {
  const sentence =
    then === null || now === null
      ? `There was nobody to count on ${dayText(day)}.`
      : `${percent(then)} of customers fitted on ${dayText(day)}, ${percent(now)} ${now === then ? 'still do' : 'do now'}.`;
  return { day, share: then, by, sentence };
}

export function coverageSentence(of: number, none: number, personas: number): string {
  if (of === 0) return 'There is no customer yet whom we may profile.';
  if (personas === 0) return 'There is no persona that a customer could fit.';
  const who = `of the ${numbers.counted(of, 'customer')} we may profile`;
  if (none === 0) return `Every one ${who} fits a persona.`;
  return `${percent(none / of)} ${who} fit no persona.`;
}

/** A trait that is claimed of all, and holds of fewer. */
const few = 0.1;
/** So many customers say something. */
const fewestCustomers = 20;

export interface ClaimingPersona {
  id: string;
  name: string;
  fits: number;
  customers: number;
  traits: readonly { id: string; name: string; customers: number }[];
}

/** What personas claim and the counts stand against; nothing where there are too few customers to say so. */
export function contradictedClaims(of: number, none: number, personas: readonly ClaimingPersona[]): PersonaClaim[] {
  if (of < fewestCustomers || personas.length === 0) return [];
  const among = `of the ${numbers.counted(of, 'customer')} we may profile`;
  const single = personas.flatMap(({ id, name, fits, customers, traits }): PersonaClaim[] => {
    const persona = { id, name };
    const rare = traits.filter((trait) => fits === traits.length && trait.customers / of < few);
    return [
      ...(customers === 0
        ? [{ id: `persona-nobody-${id}`, kind: 'nobody' as const, persona, sentence: `None ${among} fits “${name}”.` }]
        : []),
      ...rare.map((trait) => ({
        ...{ id: `persona-few-${id}-${trait.id}`, kind: 'few' as const, persona },
        sentence: `“${name}” is said to be “${trait.name}”, which holds of ${numbers.count(trait.customers)} (${percent(trait.customers / of)}) ${among}.`,
      })),
    ];
  });
  if (none / of <= 0.5) return single;
  const most = `${percent(none / of)} ${among} fit no persona.`;
  return [{ id: 'persona-none', kind: 'none', persona: null, sentence: most }, ...single];
}
