import type { Experiment } from '@dandelion-loop/contract';
import { numbers, type WhySection as Why, whySection, whyTexts } from '@dandelion-loop/wording';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Heads } from '../../ui/heads.tsx';
import { Section } from '../../ui/section.tsx';
import { ResultCommand } from './result-command.tsx';
import { notesOf } from './result-notes.tsx';
import { Name, spoken } from './result-words.tsx';
import { WhyEffects } from './why-effects.tsx';
import { WhyFunnels } from './why-funnels.tsx';
import { WhyPairs } from './why-pairs.tsx';
import './why-section.css';

/** What made the difference: what cannot be told apart, then effects, how they go together, and where along the steps. */
export function WhySection({ experiment }: { experiment: Experiment }) {
  const why = whySection(experiment.answer);
  if (why === null) return null;
  if (why.spoiled) return <Section finding={spoken(why.finding)}>{null}</Section>;
  return (
    <Section finding={spoken(why.finding)} note={notesOf(why.doubts)}>
      {why.design !== '' && <p className="why-said">{spoken(why.design)}</p>}
      <Aliases rows={why.aliases} />
      <WhyEffects effects={why.effects} />
      <WhyPairs crossings={why.crossings} />
      <WhyFunnels funnels={why.funnels} />
      <Sentences rows={why.sentences} />
      {experiment.command !== null && (
        <Details summary={whyTexts.again}>
          <ResultCommand experiment={experiment} />
        </Details>
      )}
      {why.notes.length > 0 && (
        <div className="why-notes">
          {why.notes.map((note) => (
            <p key={note}>{spoken(note)}</p>
          ))}
        </div>
      )}
    </Section>
  );
}

const Left = ({ left }: { left: number }) =>
  left > 0 && <p className="why-notes">{whyTexts.left(numbers.counted(left, 'more'))}</p>;

function Aliases({ rows: { shown, left } }: { rows: Why['aliases'] }) {
  if (shown.length === 0) return null;
  return (
    <>
      <DataTable caption={whyTexts.aliases}>
        <Heads of={whyTexts.aliasHeads} />
        <tbody>
          {shown.map((row) => (
            <tr key={row.effect}>
              <th scope="row">{spoken(row.effect)}</th>
              <td>{spoken(row.with)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Left left={left} />
    </>
  );
}

/** Every effect in words, with how it could be wrong: what the pictures show, for whoever does not see them. */
function Sentences({ rows: { shown, left } }: { rows: Why['sentences'] }) {
  if (shown.length === 0) return null;
  return (
    <div className="why-part">
      <Details summary={whyTexts.sentences}>
        <DataTable caption={whyTexts.sentences} hideCaption>
          <Heads of={whyTexts.sentenceHeads} />
          <tbody>
            {shown.map(({ key, name, metric, sentence, caution }) => (
              <tr key={key}>
                <th scope="row">
                  <Name room={60}>{name}</Name>
                </th>
                <td>
                  <Name room={40}>{metric}</Name>
                </td>
                <td>{spoken(sentence)}</td>
                <td>{spoken(caution)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
        <Left left={left} />
      </Details>
    </div>
  );
}
