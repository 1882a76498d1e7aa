import { Link, type LinkProps } from '@tanstack/react-router';
import './sub-nav.css';

interface SubNavProps {
  /** Of what the pages are. */
  label: string;
  pages: readonly { to: Exclude<LinkProps['to'], undefined>; label: string }[];
}

/** The few pages of one thing, beside each other above their question. */
export function SubNav({ label, pages }: SubNavProps) {
  return (
    <nav className="sub-nav" aria-label={label}>
      <ul>
        {pages.map((page) => (
          <li key={page.to}>
            <Link
              to={page.to}
              activeOptions={{ exact: true, includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {page.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
