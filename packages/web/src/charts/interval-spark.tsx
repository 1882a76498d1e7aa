import { memo } from 'react';
import { type Ground, GroundLines, IntervalMark, type IntervalMarkProps } from './interval-mark.tsx';
import './plot.css';

interface IntervalSparkProps extends IntervalMarkProps {
  /** Pass the same object for all rows of a list: then a row is drawn again only when its own numbers change. */
  ground: Ground;
}

/** The interval of one line of a list, as high as the line. Its numbers stand beside it in words. */
export const IntervalSpark = memo(function IntervalSpark({ ground, tone, line, prediction }: IntervalSparkProps) {
  return (
    <svg className="field spark" aria-hidden="true">
      <GroundLines {...ground} />
      <IntervalMark tone={tone} line={line} prediction={prediction} />
    </svg>
  );
});
