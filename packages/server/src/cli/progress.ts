/** One line on a terminal that says what is being done; nothing where nobody looks. */
export interface Progress {
  stage: (text: string) => void;
  done: () => void;
}

/** Quick answers need no line: it appears after half a second. */
const patience = 500;

export function showProgress(): Progress {
  if (!process.stderr.isTTY) return { stage: () => {}, done: () => {} };
  let shown = false;
  let current = '';
  const draw = () => {
    shown = true;
    process.stderr.write(`\r\u001b[2K${current} ...`);
  };
  const timer = setTimeout(draw, patience);
  return {
    stage: (text) => {
      current = text;
      if (shown) draw();
    },
    done: () => {
      clearTimeout(timer);
      if (shown) process.stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}
