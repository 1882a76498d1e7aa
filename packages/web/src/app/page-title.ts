import { useEffect } from 'react';
import { texts } from '../texts/shell.ts';

/** Gives the document the name of what is shown, such as the title of an experiment. */
export function usePageTitle(page: string | undefined): void {
  useEffect(() => {
    if (page !== undefined) document.title = texts.title(page);
  }, [page]);
}
