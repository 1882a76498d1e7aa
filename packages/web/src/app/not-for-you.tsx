import { Link } from '@tanstack/react-router';
import { texts } from '../texts/problems.ts';
import { PageHead } from '../ui/page-head.tsx';

/** At the address of a page that one's role does not have. */
export function NotForYou() {
  return (
    <PageHead
      question={texts.notForYouQuestion}
      answer={texts.notForYou}
      basis={
        <>
          {texts.notForYouWhy} <Link to="/account">{texts.toAccount}</Link>
        </>
      }
    />
  );
}
