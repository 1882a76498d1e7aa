/** Work that looks again and again for what there is to do. */
export interface Repeated {
  /** Looks now. */
  wake(): void;
  /** Waits for the look that is under way. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  everyMilliseconds: number;
  /** Answers true when there may be more at once. */
  look: () => Promise<boolean>;
  /** Told of the first failure in a row; it is tried again. */
  failed: (error: unknown) => void;
}

/** Looks at once and from then on; never twice at the same time. */
export function repeat({ everyMilliseconds, look, failed }: RepeatOptions): Repeated {
  let stopped = false;
  let failing = false;
  let woken = false;
  let wake = () => {};

  async function once(): Promise<boolean> {
    try {
      const more = await look();
      failing = false;
      return more;
    } catch (error) {
      if (!failing) failed(error);
      failing = true;
      return false;
    }
  }

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMilliseconds);
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopped) wake();
    });

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      if (!(await once())) await pause();
    }
  }

  const running = run();
  return {
    wake() {
      woken = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
