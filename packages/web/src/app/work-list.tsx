import { Link } from '@tanstack/react-router';
import { texts } from '../texts/work.ts';
import '../ui/progress.css';
import type { Work } from './work.ts';
import './work-list.css';

/** What is being judged, at the foot of the sidebar. */
export function WorkList({ works }: { works: readonly Work[] }) {
  if (works.length === 0) return null;
  return (
    <section className="works" aria-label={texts.title}>
      {works.slice(0, 3).map((work) => (
        <OneWork key={work.importId} work={work} />
      ))}
    </section>
  );
}

function OneWork({ work }: { work: Work }) {
  const percent = work.fraction === null ? null : Math.round(work.fraction * 100);
  const far = work.state === 'queued' ? texts.waiting : percent === null ? work.stage : texts.percent(percent);
  return (
    <Link className="work" to="/imports/$id" params={{ id: work.importId }}>
      <span className="work-name">{work.name}</span>
      <span className="n quiet">{far}</span>
      <span className="progress-bar" aria-hidden="true">
        <i style={{ width: `${percent ?? 0}%` }} />
      </span>
    </Link>
  );
}
