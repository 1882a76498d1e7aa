import { PageHead } from '../../ui/page-head.tsx';

export function PlanningPage() {
  return <PageHead question="Planning" />;
}
