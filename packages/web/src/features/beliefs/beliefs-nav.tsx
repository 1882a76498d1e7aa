import { Link } from '@tanstack/react-router';
import { texts } from '../../texts/beliefs.ts';
import './beliefs-nav.css';

const pages = [
  { to: '/beliefs', label: texts.assumptions },
  { to: '/preferences', label: texts.customers },
] as const;

/** The two pages of what is only believed. */
export function BeliefsNav() {
  return (
    <nav className="beliefs-nav" aria-label={texts.context}>
      <ul>
        {pages.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
