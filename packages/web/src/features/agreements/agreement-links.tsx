import { listConstraints } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/member.ts';
import { useAnswer } from '../../app/queries.ts';
import { texts } from '../../texts/agreements.ts';
import './agreements.css';

/** From a plan to what was agreed around it; what was seen is said. */
export function AgreementLinks({ planId }: { planId: string }) {
  const { data } = useAnswer(listConstraints, { query: { plan: planId } });
  const mayRhythm = useMay('rituals:read');
  const seen = data?.constraints.filter(({ state }) => state === 'fired').length ?? 0;
  return (
    <nav className="agreement-links" aria-label={texts.links}>
      <Link to="/plan/constraints" search={{ plan: planId }}>
        {texts.constraints}
      </Link>
      {seen > 0 && <span>{texts.seen(seen)}</span>}
      <Link to="/plan/principles">{texts.principles}</Link>
      {mayRhythm && <Link to="/rhythm/workflows">{texts.workflows}</Link>}
    </nav>
  );
}
