import { listPersonas } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/personas.ts';

/** What personas claim and the counts of customers stand against. Nothing is said where they cannot be counted. */
export function PersonaClaims() {
  const may = useMay('segments:read');
  const { data } = useAnswer(listPersonas, {}, { enabled: may });
  if (data === undefined || data.contradicted.length === 0) return null;
  return (
    <>
      <h3>
        <Link to="/personas">{texts.contradicted(data.contradicted.length)}</Link>
      </h3>
      <ul className="plan-sentences">
        {data.contradicted.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}
