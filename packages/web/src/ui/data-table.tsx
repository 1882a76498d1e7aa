import { type ReactNode, useId } from 'react';
import './data-table.css';

interface DataTableProps {
  /** What the table holds; read first by a screen reader. */
  caption: ReactNode;
  hideCaption?: boolean;
  /** `<thead>` and `<tbody>`; cells of figures have the class `num`, rows that head a group the class `group`. */
  children: ReactNode;
}

/** A table that scrolls inside itself when it is wider than the page. */
export function DataTable({ caption, hideCaption = false, children }: DataTableProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="scroll" tabIndex={0} aria-labelledby={id}>
      <table>
        <caption id={id} className={hideCaption ? 'visually-hidden' : undefined}>
          {caption}
        </caption>
        {children}
      </table>
    </section>
  );
}
