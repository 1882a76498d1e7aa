import { Link } from '@tanstack/react-router';
import { texts } from '../texts/problems.ts';
import { texts as shellTexts } from '../texts/shell.ts';
import { PageHead } from '../ui/page-head.tsx';

export function NotFound() {
  return (
    <PageHead
      context={shellTexts.pages.notFound}
      question={texts.notFoundQuestion}
      answer={texts.notFound}
      basis={<Link to="/">{texts.toBeginning}</Link>}
    />
  );
}
