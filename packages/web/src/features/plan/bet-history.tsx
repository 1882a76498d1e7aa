import { type Bet, type BetEntry, listBetHistory } from '@dandelion-loop/contract';
import { moneyText } from '@dandelion-loop/portfolio';
import { useState } from 'react';
import { useFormats } from '../../app/formats.ts';
import { useAnswer } from '../../app/queries.ts';
import { betTexts as texts } from '../../texts/bet.ts';
import { BlockTable } from '../../ui/block-table.tsx';
import { Button } from '../../ui/button.tsx';
import { Details } from '../../ui/details.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { changesOf, sentenceOf } from '../audit/audit-words.ts';

const first = 20;
const all = 500;

/** What was agreed beside what is now, and what was done with the bet since. */
export function BetHistory({ bet, currency }: { bet: Bet; currency: string | null }) {
  const [limit, setLimit] = useState(first);
  const { data, error } = useAnswer(
    listBetHistory,
    { params: { id: bet.id }, query: { limit } },
    { keepPrevious: true },
  );
  return (
    <Section finding={texts.historyTitle} note={<p>{texts.historyNote}</p>}>
      {bet.signed !== null && <Agreed bet={bet} currency={currency} />}
      {error !== null && <FieldError>{error.message}</FieldError>}
      {data === undefined && error === null && <Skeleton lines={3} what={texts.historyReading} />}
      <ol className="bet-history">
        {data?.entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} bet={bet} />
        ))}
      </ol>
      {data?.earlier && limit < all && (
        <Button kind="quiet" onClick={() => setLimit(all)}>
          {texts.historyEarlier}
        </Button>
      )}
    </Section>
  );
}

/** Of each thing that was signed: as it was, as it is, who changed it. */
function Agreed({ bet, currency }: { bet: Bet; currency: string | null }) {
  const { day } = useFormats();
  const { on, by, terms } = bet.signed!;
  const money = (value: number | null, own: string | null) =>
    value === null ? texts.none : moneyText(value, own ?? currency);
  const rows = [
    { field: 'hypothesis', was: terms.hypothesis, is: bet.hypothesis },
    { field: 'cap', was: money(terms.cap, terms.currency), is: money(bet.cap, bet.currency) },
    { field: 'killCriteria', was: terms.killCriteria.join('; '), is: bet.killCriteria.join('; ') },
  ] as const;
  const [, signed, now] = texts.agreedHeads;
  return (
    <>
      <p>{texts.agreedOn(by.name, day(on))}</p>
      <BlockTable caption={texts.agreedTable}>
        <thead>
          <tr>
            {texts.agreedHeads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, was, is }) => (
            <tr key={field}>
              <th scope="row">{texts.terms[field]}</th>
              <td data-label={signed}>{was}</td>
              <td data-label={now}>{is === was ? texts.unchanged : is || texts.none}</td>
            </tr>
          ))}
        </tbody>
      </BlockTable>
    </>
  );
}

function Entry({ entry, bet }: { entry: BetEntry; bet: Bet }) {
  const { moment } = useFormats();
  const { actor, at, before, after } = entry;
  // As the audit log has it, so that it is said in the same words.
  const logged = { ...entry, subject: { kind: 'bet', id: bet.id, name: bet.name }, previous: '', hash: '' };
  const { does, rest } = sentenceOf(logged, { moment });
  const changes = changesOf(logged, { moment });
  return (
    <li>
      <p>
        <b>{actor.name}</b> {does}
        {rest} <small className="quiet">{moment(at)}</small>
      </p>
      {changes.length > 0 && (
        <Details summary={before === null || after === null ? texts.what : texts.whatChanged}>
          <dl className="plan-terms">
            {changes.map(({ field, was, is }) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd>{before === null ? is : after === null ? was : texts.fromTo(was, is)}</dd>
              </div>
            ))}
          </dl>
        </Details>
      )}
    </li>
  );
}
