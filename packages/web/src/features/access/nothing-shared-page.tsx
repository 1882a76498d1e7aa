import { texts } from '../../texts/session.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';

/** All that a partner sees for now. */
export function NothingSharedPage() {
  return (
    <>
      <PageHead
        context={texts.nothingContext}
        question={texts.nothingQuestion}
        answer={texts.nothing}
        basis={texts.nothingText}
      />
      <ButtonLink to="/account">{texts.yourAccount}</ButtonLink>
    </>
  );
}
