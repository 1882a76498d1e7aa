import type { BeliefEvidence as Evidence } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../app/formats.ts';
import { texts } from '../../texts/beliefs.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Name, spoken } from '../experiments/result-words.tsx';

/** Four digits that say something; whole numbers with their thousands. */
function written(value: number | string | null): string {
  if (value === null) return numbers.dash;
  if (typeof value === 'string') return spoken(value);
  if (Number.isInteger(value)) return numbers.count(value);
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

/** What it was resolved by, as it was on that day. */
export function BeliefEvidence({ evidence }: { evidence: Evidence }) {
  const { moment } = useFormats();
  const { at, by, reason, query, experiment } = evidence;
  const rows = Object.entries(evidence.numbers);
  return (
    <Section finding={texts.evidenceFinding}>
      <div className="belief-evidence">
        <p>{spoken(reason)}</p>
        <p className="beliefs-aside">{texts.evidenceBy(spoken(by.name), moment(at))}</p>
        {experiment !== null && (
          <p>
            {texts.fromTest}{' '}
            <Link to="/experiments/$id" params={{ id: experiment.id }}>
              <Name room={200}>{experiment.title}</Name>
            </Link>
          </p>
        )}
        {query !== null && (
          <p>
            {texts.query}: <code>{spoken(query)}</code>
          </p>
        )}
      </div>
      {rows.length > 0 && (
        <DataTable caption={texts.numbers}>
          <thead>
            <tr>
              <th scope="col">{texts.number}</th>
              <th scope="col" className="num">
                {texts.value}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">
                  <Name>{name}</Name>
                </th>
                <td className="num">{written(value)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  );
}
