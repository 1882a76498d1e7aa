import { Link } from '@tanstack/react-router';
import { texts } from '../../texts/rhythm.ts';

/** The way up from a page of the rhythm. */
export function RhythmCrumbs({ to = '/rhythm' }: { to?: '/rhythm' | '/rhythm/decisions' }) {
  return (
    <nav aria-label={texts.breadcrumb}>
      <ul className="crumbs">
        <li>
          <Link to="/rhythm">{texts.context}</Link>
        </li>
        {to === '/rhythm/decisions' && (
          <li>
            <Link to={to}>{texts.decisions}</Link>
          </li>
        )}
      </ul>
    </nav>
  );
}
