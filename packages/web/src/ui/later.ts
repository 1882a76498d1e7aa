import { useEffect, useState } from 'react';

/** False for the first half second: what comes sooner needs no sign of waiting. */
export function useLater(milliseconds = 500): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return late;
}
