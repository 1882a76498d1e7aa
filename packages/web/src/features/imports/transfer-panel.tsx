import { useEffect, useState } from 'react';
import { texts } from '../../texts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { bytesOf } from './byte-words.ts';
import { remainingSeconds, secondsInWords } from './remaining-time.ts';
import { endTransfer, repeatTransfer, type Transfer } from './transfer.ts';

/** After that long without a byte, somebody should know. */
const stallMilliseconds = 10_000;

/** The file on its way: how far, how long, and how to stop it. */
export function SendingPanel({ transfer }: { transfer: Extract<Transfer, { phase: 'sending' }> }) {
  const { file, loaded, samples } = transfer;
  const stalled = useStalled(loaded);
  if (loaded >= file.size) {
    return (
      <Progress
        what={texts.looking(file.name)}
        fraction={null}
        detail={texts.lookingDetail}
        onCancel={endTransfer}
        cancel={texts.cancel}
        atOnce
      />
    );
  }
  const seconds = remainingSeconds(samples, file.size);
  const fraction = loaded / file.size;
  const left = seconds === null ? [] : [texts.left(secondsInWords(seconds))];
  const how = [texts.sent(bytesOf(loaded, file.size), `${Math.floor(fraction * 100)}%`), ...left].join(', ');
  return (
    <Progress
      what={texts.sending(file.name)}
      fraction={fraction}
      detail={stalled ? texts.stalled : how}
      onCancel={endTransfer}
      cancel={texts.stop}
      atOnce
    />
  );
}

function useStalled(loaded: number): boolean {
  const [stalledAt, setStalledAt] = useState<number | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setStalledAt(loaded), stallMilliseconds);
    return () => clearTimeout(timer);
  }, [loaded]);
  return stalledAt === loaded;
}

/** Why it did not arrive. The file is still chosen. */
export function FailedPanel({ transfer }: { transfer: Extract<Transfer, { phase: 'failed' }> }) {
  const { say, detail, again } = transfer;
  return (
    <ErrorState
      say={say}
      actions={
        <>
          {again && (
            <Button kind="primary" onClick={repeatTransfer}>
              {texts.again}
            </Button>
          )}
          <Button kind={again ? 'plain' : 'primary'} onClick={endTransfer}>
            {texts.otherFile}
          </Button>
        </>
      }
    >
      {detail}
    </ErrorState>
  );
}
