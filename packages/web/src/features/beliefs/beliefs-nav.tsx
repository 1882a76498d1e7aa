import { texts } from '../../texts/beliefs.ts';
import { SubNav } from '../../ui/sub-nav.tsx';

const pages = [
  { to: '/beliefs', label: texts.assumptions },
  { to: '/preferences', label: texts.customers },
] as const;

/** The two pages of what is only believed. */
export const BeliefsNav = () => <SubNav label={texts.context} pages={pages} />;
