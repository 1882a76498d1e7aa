import { Skeleton } from '../ui/skeleton.tsx';

/** Of a page whose program or data take longer than half a second. */
export function Waiting() {
  return <Skeleton lines={4} />;
}
