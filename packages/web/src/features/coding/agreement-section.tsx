import { type AnswerOf, type PairAgreement, readAgreement } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { useAnswer } from '../../app/queries.ts';
import { isTrapped, texts } from '../../texts/coding.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Details } from '../../ui/details.tsx';
import { Section } from '../../ui/section.tsx';

/** How far people agree on an attribute, in words first. */
export function AgreementSection({ attribute }: { attribute: string }) {
  const { data } = useAnswer(readAgreement, { query: { attribute } });
  if (data === undefined) return null;
  const [first] = data.pairs;
  if (first === undefined)
    return (
      <Section finding={texts.agreementName}>
        <p className="quiet">{texts.agreementNone}.</p>
      </Section>
    );
  return (
    <Section finding={texts.agreementFinding(first.one.name, first.other.name, first.agreement)}>
      <div className="agreement">
        <p>{texts.kappaWords(first)}</p>
        {isTrapped(first) && <p>{texts.trap(first)}</p>}
      </div>
      <Pairs pairs={data.pairs} />
      {data.disputed > 0 && <Disagreements of={data} />}
    </Section>
  );
}

const figure = (value: number | null): string => (value === null ? '–' : numbers.fixed(value, 2));

function Pairs({ pairs }: { pairs: readonly PairAgreement[] }) {
  return (
    <DataTable caption={texts.agreementCaption} hideCaption>
      <thead>
        <tr>
          {texts.agreementHeads.map((head, at) => (
            <th key={head} scope="col" className={at === 0 ? undefined : 'num'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ one, other, items, agreement, expected, kappa, low, high }) => (
          <tr key={`${one.id} ${other.id}`}>
            <th scope="row">{texts.pairNames(one.name, other.name)}</th>
            <td className="num">{numbers.count(items)}</td>
            <td className="num">{numbers.share(agreement)}</td>
            <td className="num">{numbers.share(expected)}</td>
            <td className="num">{figure(kappa)}</td>
            <td className="num">{low === null ? '–' : `${figure(low)} to ${figure(high)}`}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Disagreements({ of }: { of: AnswerOf<typeof readAgreement> }) {
  const [variation, text, codes] = texts.disagreementHeads;
  return (
    <div className="disagreements">
      <Details summary={texts.disagreements(of.disputed)}>
        <p>{texts.settled(of.majority, of.ties)}</p>
        <BlockTable caption={texts.disagreements(of.disputed)}>
          <thead>
            <tr>
              <th scope="col">{variation}</th>
              <th scope="col">{text}</th>
              <th scope="col">{codes}</th>
            </tr>
          </thead>
          <tbody>
            {of.disagreements.map((one) => (
              <tr key={`${one.experimentId} ${one.variation}`}>
                <th scope="row">{texts.variationOf(one.variation, one.title)}</th>
                <td className="coder-explains" data-label={text}>
                  {one.texts[0]?.text}
                </td>
                <td data-label={codes}>{one.codes.map(({ by, level }) => `${by.name} ${level}`).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </BlockTable>
      </Details>
    </div>
  );
}
