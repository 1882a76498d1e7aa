import type { TestAnswer, Why } from '@dandelion-loop/contract';
import {
  aliasWords,
  clause,
  designWords,
  effectRows,
  type Note,
  primaryMetric,
  whyFinding,
} from '@dandelion-loop/wording';
import { texts } from '../../texts/why.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';
import { notesOf } from './result-notes.tsx';
import { Name, spoken } from './result-words.tsx';
import { WhyEffects } from './why-effects.tsx';
import { WhyFunnels } from './why-funnels.tsx';
import { WhyPairs } from './why-pairs.tsx';
import './why-section.css';

/** What made the difference: what cannot be told apart, then effects, how they go together, and where along the steps. */
export function WhySection({ answer }: { answer: TestAnswer }) {
  const { why } = answer;
  if (why === undefined) return null;
  const finding = spoken(whyFinding(why, answer));
  if (answer.health.verdict === 'invalid') return <Section finding={finding}>{null}</Section>;
  const design = designWords(why);
  return (
    <Section finding={finding} note={notesOf(doubtsOf(why, answer))}>
      {design !== '' && <p className="why-said">{spoken(design)}</p>}
      <Aliases why={why} />
      <WhyEffects why={why} answer={answer} />
      <WhyPairs why={why} answer={answer} />
      <WhyFunnels why={why} answer={answer} />
      <EachEffect why={why} answer={answer} />
      {why.notes.length > 0 && (
        <div className="why-notes">
          {why.notes.map((note) => (
            <p key={note}>{spoken(clause(note))}</p>
          ))}
        </div>
      )}
    </Section>
  );
}

const mostDoubts = 3;

/** How the findings that stand out could be wrong, for the margin; all others stand in the table. */
function doubtsOf(why: Why, answer: TestAnswer): Note[] {
  const metric = primaryMetric(answer);
  if (metric === undefined) return [];
  const { effects, interactions } = effectRows(why, metric);
  const settled = [...effects, ...interactions].filter(
    ({ finding: { verdict } }) => verdict === 'better' || verdict === 'worse',
  );
  const shown = settled.length > 0 ? settled : effects.slice(0, 1);
  const [funnel] = why.funnel ?? [];
  return [
    ...shown
      .slice(0, mostDoubts)
      .map(({ name, finding }) => ({ title: `${name}: how it could be wrong`, text: finding.caution })),
    ...(funnel === undefined ? [] : [{ title: 'The steps: how it could be wrong', text: funnel.caution }]),
  ];
}

const mostAliases = 30;

function Aliases({ why }: { why: Why }) {
  const rows = aliasWords(why);
  if (rows.length === 0) return null;
  return (
    <DataTable caption={texts.aliases}>
      <thead>
        <tr>
          {texts.aliasHeads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, mostAliases).map((row) => (
          <tr key={row.effect}>
            <th scope="row">{spoken(row.effect)}</th>
            <td>{spoken(row.with)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

const mostRows = 200;

function EachEffect({ why, answer }: { why: Why; answer: TestAnswer }) {
  const rows = answer.metrics.flatMap((metric) => {
    const { effects, interactions } = effectRows(why, metric);
    return [...effects, ...interactions].map((row) => ({ ...row, metric: metric.name }));
  });
  if (rows.length === 0) return null;
  return (
    <div className="why-part">
      <Details summary={texts.table}>
        <DataTable caption={texts.table} hideCaption>
          <thead>
            <tr>
              {texts.heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map(({ name, metric, finding }) => (
              <tr key={`${metric}\n${name}`}>
                <th scope="row">
                  <Name room={60}>{name}</Name>
                </th>
                <td>{spoken(finding.sentence)}</td>
                <td>{spoken(finding.caution)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Details>
    </div>
  );
}
