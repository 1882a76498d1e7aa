import { Link, Outlet } from '@tanstack/react-router';
import { useSession } from '../../app/member.ts';
import { settingsPages } from '../../app/navigation.ts';
import { texts } from '../../texts/shell.ts';
import './settings-layout.css';

/** The pages of the settings under one navigation. */
export function SettingsLayout() {
  const { permissions } = useSession();
  const pages = settingsPages.filter(({ permission }) => permissions.includes(permission));
  return (
    <>
      {pages.length > 1 && (
        <nav className="settings-nav" aria-label={texts.settingsNavigation}>
          <ul>
            {pages.map(({ to, label }) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === '/settings' }} activeProps={{ 'aria-current': 'page' }}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Outlet />
    </>
  );
}
