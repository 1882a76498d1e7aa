import { Fragment } from 'react';

/** Heads and paragraphs in turn, for the margin of a section. */
export function Margin({ lines }: { lines: readonly string[] }) {
  return lines.map((line, at) =>
    at % 2 === 0 ? (
      <Fragment key={line}>
        <h3>{line}</h3>
        <p>{lines[at + 1]}</p>
      </Fragment>
    ) : null,
  );
}
