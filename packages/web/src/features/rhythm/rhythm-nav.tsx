import { texts } from '../../texts/rhythm.ts';
import { SubNav } from '../../ui/sub-nav.tsx';

const pages = [
  { to: '/rhythm', label: texts.rituals },
  { to: '/rhythm/decisions', label: texts.decisions },
  { to: '/rhythm/workflows', label: texts.workflows },
] as const;

/** The pages of the rhythm. */
export const RhythmNav = () => <SubNav label={texts.context} pages={pages} />;
