import { texts } from '../texts/ui.ts';
import { useLater } from './later.ts';
import './skeleton.css';

interface SkeletonProps {
  lines?: number;
  /** What is being read, for screen readers. */
  what?: string;
}

/** Lines where something will be; nothing before half a second, and no shimmer. */
export function Skeleton({ lines = 3, what = texts.reading }: SkeletonProps) {
  const late = useLater();
  return (
    <div className="skeleton" role="status">
      {late && (
        <>
          <span className="visually-hidden">{what}</span>
          {Array.from({ length: lines }, (_, index) => `line ${index}`).map((line) => (
            <i key={line} />
          ))}
        </>
      )}
    </div>
  );
}
