import { randomInt, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type BodyOf,
  type createDraft,
  type Draft,
  longestAssignment,
  type Proposal,
  type TestedAttribute,
} from '@dandelion-loop/contract';
import { believedWords, hypothesisSentence } from '@dandelion-loop/wording';
import { desc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records } from '../../kernel/records.ts';
import type { Download } from '../../kernel/route.ts';
import { byteOrderMark, type Cell, csvLine } from '../../kernel/write-csv.ts';
import { record } from '../audit/index.ts';
import { assignIds, assignPlaces } from './assign-units.ts';
import { designDraft } from './design-draft.ts';
import { type DraftPlan, type DraftRow, drafts } from './records.ts';

/** Tests that are yet to run. Ids of units are never kept: a list is made anew from the draft's seed. */
export interface Drafts {
  list(): Promise<Draft[]>;
  /** Fails with `not-found`. */
  read(id: string): Promise<Draft>;
  /** Fails with `wrong-use` where no such test can be designed, and with `not-found` for a proposal that is none any more. */
  create(by: Actor, asked: BodyOf<typeof createDraft>): Promise<Draft>;
  /** Of two variations, for a question that another feature asks. */
  createFor(by: Actor, asked: AskedTest): Promise<Draft>;
  remove(by: Actor, id: string): Promise<void>;
  /** Units 1, 2, 3 ...; as many as the draft has when `units` is undefined. Fails with `wrong-use` for too many. */
  assign(id: string, units: number | undefined): Promise<Download>;
  /** Ids, each once. */
  assignIds(id: string, ids: readonly string[]): Promise<Download>;
}

/** A test of one attribute at two levels, the reference first. */
export interface AskedTest extends Pick<DraftPlan, 'metric' | 'days' | 'proposal'> {
  title: string;
  attribute: TestedAttribute;
  unitsPerVariation: number;
}

export interface DraftsOptions {
  records: Records;
  now: () => Date;
  /** What a draft is made from. */
  proposals: () => Promise<{ all: Proposal[]; metric: string | null; unitsPerWeek: number; mostVariations: number }>;
}

const noDraft = () => new DandelionFailure('not-found', 'There is no such draft. It was deleted; go back to the list.');

const noProposal = () =>
  new DandelionFailure(
    'not-found',
    'This proposal is not on the list any more: what it was about has changed. Look at the list as it is now.',
  );

function viewOf({ id, title, plan, createdBy, createdAt }: DraftRow): Draft {
  // Older drafts do not say what they came from.
  const proposal = plan.proposal && { ...plan.proposal, from: plan.proposal.from ?? [] };
  return { id, title, ...plan, proposal, by: createdBy, createdAt: createdAt.toISOString() };
}

const subjectOf = ({ id, title }: Pick<DraftRow, 'id' | 'title'>) => ({ kind: 'draft', id, name: title });

function attributesOf(asked: BodyOf<typeof createDraft>, proposal: Proposal | null): TestedAttribute[] {
  if (asked.attributes.length === 0) return proposal?.attributes ?? [];
  return asked.attributes.map(({ name, levels }) => {
    const text = storable(name);
    return { id: text, name: text, levels: levels.map(storable) };
  });
}

/** Each level against the reference of its attribute. */
function hypothesesOf(attributes: readonly TestedAttribute[], metric: string | null, proposal: Proposal | null) {
  if (proposal?.kind === 'assumption') return [proposal.title];
  const believed = proposal?.expected ? believedWords(proposal.expected) : null;
  return attributes.flatMap(({ name, levels: [reference, ...others] }) =>
    others.map((level) => hypothesisSentence({ name, level, reference: reference! }, metric, believed)),
  );
}

async function planOf(asked: BodyOf<typeof createDraft>, options: DraftsOptions) {
  const { all, metric, unitsPerWeek, mostVariations } = await options.proposals();
  const proposal = all.find(({ id }) => id === asked.proposalId) ?? null;
  if (asked.proposalId !== null && proposal === null) throw noProposal();
  const attributes = attributesOf(asked, proposal);
  if (attributes.length === 0) {
    throw new DandelionFailure('wrong-use', 'Name a proposal, or at least one attribute with its levels.');
  }
  const design = designDraft(attributes, asked.mostVariations ?? proposal?.variations ?? mostVariations);
  const wanted = asked.units ?? proposal?.units ?? Math.floor(unitsPerWeek);
  const unitsPerVariation = Math.floor(wanted / design.variations.length);
  if (unitsPerVariation < 2) {
    throw new DandelionFailure(
      'wrong-use',
      `${design.variations.length} variations need at least ${2 * design.variations.length} units in all.`,
    );
  }
  const units = unitsPerVariation * design.variations.length;
  const plan: DraftPlan = {
    ...design,
    ...{ attributes, metric, units, unitsPerVariation },
    days: unitsPerWeek > 0 ? Math.max(1, Math.ceil((units / unitsPerWeek) * 7)) : null,
    hypotheses: hypothesesOf(attributes, metric, proposal),
    proposal: proposal && {
      ...{ id: proposal.id, why: proposal.why, decision: proposal.decision, caution: proposal.caution },
      from: proposal.from,
    },
  };
  const title = asked.title ?? proposal?.title ?? attributes.map(({ name }) => name).join(' × ');
  return { title: storable(title), plan };
}

function planFor({ attribute, unitsPerVariation, metric, days, proposal }: AskedTest): DraftPlan {
  const attributes = [attribute];
  const design = designDraft(attributes, 2);
  return {
    ...design,
    ...{ attributes, metric, units: 2 * unitsPerVariation, unitsPerVariation, days, proposal },
    hypotheses: hypothesesOf(attributes, metric, null),
  };
}

/** Rows at once. */
const chunk = 5000;

function* linesOf(plan: DraftPlan, places: Uint16Array, idAt: (at: number) => Cell): Generator<string> {
  const { unit, variation, attributes } = plan.columns;
  yield `${byteOrderMark}${csvLine([unit, variation, ...attributes])}`;
  for (let from = 0; from < places.length; from += chunk) {
    let text = '';
    for (let at = from; at < Math.min(places.length, from + chunk); at++) {
      const { name, levels } = plan.variations[places[at]!]!;
      text += csvLine([idAt(at), name, ...levels]);
    }
    yield text;
  }
}

const download = ({ title, plan }: DraftRow, places: Uint16Array, idAt: (at: number) => Cell): Download => ({
  fileName: `${title.slice(0, 80)} assignment.csv`,
  mediaType: 'text/csv; charset=utf-8',
  content: Readable.from(linesOf(plan, places, idAt)),
});

export function createDrafts(options: DraftsOptions): Drafts {
  const { records, now } = options;
  async function rowOf(id: string): Promise<DraftRow> {
    const [row] = await records.select().from(drafts).where(eq(drafts.id, id));
    if (!row) throw noDraft();
    return row;
  }
  const store = (by: Actor, title: string, plan: DraftPlan): Promise<Draft> =>
    records.transaction(async (tx) => {
      const seed = randomInt(2 ** 31 - 1);
      const values = { id: randomUUID(), title, plan, seed, createdBy: by, createdAt: now() };
      const [row] = await tx.insert(drafts).values(values).returning();
      const after = { title, units: plan.units, variations: plan.variations.length };
      await record(tx, by, { action: 'draft.created', subject: subjectOf(row!), after });
      return viewOf(row!);
    });
  return {
    list: async () =>
      (await records.select().from(drafts).orderBy(desc(drafts.createdAt), desc(drafts.id)).limit(500)).map(viewOf),
    read: async (id) => viewOf(await rowOf(id)),
    async create(by, asked) {
      const { title, plan } = await planOf(asked, options);
      return store(by, title, plan);
    },
    createFor: (by, asked) => store(by, storable(asked.title), planFor(asked)),
    remove: (by, id) =>
      records.transaction(async (tx) => {
        const [row] = await tx.delete(drafts).where(eq(drafts.id, id)).returning();
        if (!row) throw noDraft();
        const before = { title: row.title, units: row.plan.units, variations: row.plan.variations.length };
        await record(tx, by, { action: 'draft.deleted', subject: subjectOf(row), before });
      }),
    async assign(id, asked) {
      const row = await rowOf(id);
      const units = asked ?? row.plan.units;
      if (units > longestAssignment) {
        throw new DandelionFailure(
          'wrong-use',
          `A list has at most ${longestAssignment.toLocaleString('en')} units, and this test has ${units.toLocaleString('en')}. Ask for a part with “units”, or let the tool that sends the variations divide them.`,
        );
      }
      return download(row, assignPlaces(units, row.plan.variations.length, row.seed), (at) => at + 1);
    },
    async assignIds(id, ids) {
      const row = await rowOf(id);
      const assigned = assignIds(ids, row.plan.variations.length, row.seed);
      return download(
        row,
        Uint16Array.from(assigned, ({ place }) => place),
        (at) => assigned[at]!.id,
      );
    },
  };
}
