import { texts } from '../../texts/four-numbers.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { FourNumbers } from './four-numbers.tsx';
import { KeepCounts } from './keep-counts.tsx';

/** Only four numbers, without a file. */
export function FourNumbersPage() {
  return (
    <>
      <PageHead
        question={texts.question}
        answer={
          <>
            {texts.answer} <mark>{texts.finding}</mark>
          </>
        }
      />
      <FourNumbers>{(judged) => <KeepCounts judged={judged} kind="primary" />}</FourNumbers>
    </>
  );
}
