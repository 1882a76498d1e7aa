import type { ReactNode } from 'react';
import './icon.css';

/** Lines of one weight on a square of 16. Decoration only: the word stands beside it, or the button is labelled. */
const drawings = {
  add: <path d="M8 3v10M3 8h10" />,
  check: <path d="M2.8 8.6l3.4 3.4 7-7.6" />,
  chevron: <path d="M5 6.5L8 9.5l3-3" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  copy: (
    <>
      <path d="M5.6 5.4h8v8.2h-8z" />
      <path d="M10.4 5.4V2.4h-8v8.2h3.2" />
    </>
  ),
  delete: <path d="M2.8 4.4h10.4M6 4.4V2.4h4v2M4.2 4.4l.6 9.2h6.4l.6-9.2M6.8 7v4M9.2 7v4" />,
  down: <path d="M8 3v9.6M4.4 9L8 12.6 11.6 9" />,
  edit: <path d="M2.6 13.4l.7-3L10.8 3l2.2 2.2-7.5 7.5zM9.2 4.6l2.2 2.2" />,
  experiments: (
    <>
      <path d="M8 1.8v12.4" strokeDasharray="1.5 2.2" />
      <path d="M2 5.2h2.2M8.6 5.2h1.9M5.4 11h2.4M12 11h2" />
      <circle cx="6.4" cy="5.2" r="1.9" />
      <circle cx="10.2" cy="11" r="1.9" fill="currentColor" />
    </>
  ),
  export: <path d="M8 2v7.6M5.2 7L8 9.8 10.8 7M3 10.4v3h10v-3" />,
  file: (
    <>
      <path d="M4 1.8h5l3.2 3.2v9.2H4z" />
      <path d="M9 1.8V5h3.2" />
    </>
  ),
  learnings: (
    <>
      <path d="M2.4 3.2c2-.9 4-.6 5.6.6 1.6-1.2 3.6-1.5 5.6-.6v9.4c-2-.8-4-.5-5.6.6-1.6-1.1-3.6-1.4-5.6-.6z" />
      <path d="M8 3.8v9.4" />
    </>
  ),
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="3.4" cy="8" r="1.3" />
      <circle cx="8" cy="8" r="1.3" />
      <circle cx="12.6" cy="8" r="1.3" />
    </g>
  ),
  next: <path d="M3 8h9.6M9 4.4L12.6 8 9 11.6" />,
  pause: <path d="M5.6 3.6v8.8M10.4 3.6v8.8" />,
  plan: (
    <>
      <circle cx="5.2" cy="9.8" r="3.4" />
      <circle cx="11.4" cy="5" r="2.4" />
      <circle cx="12.6" cy="12" r="1.5" />
    </>
  ),
  rhythm: (
    <>
      <path d="M13.6 8a5.6 5.6 0 1 1-2-4.3" />
      <path d="M13.8 1.8v2.6h-2.6M8 5v3.2l2 1.3" />
    </>
  ),
  play: <path d="M5 3.2l7.4 4.8L5 12.8z" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="M10.2 10.2L14 14" />
    </>
  ),
  settings: (
    <>
      <path d="M4 2.2v2.2M4 8v5.8M8 2.2v6.2M8 12v1.8M12 2.2v1M12 6.8v7" />
      <circle cx="4" cy="6.2" r="1.8" />
      <circle cx="8" cy="10.2" r="1.8" />
      <circle cx="12" cy="5" r="1.8" />
    </>
  ),
  share: <path d="M8 9.6V2M5.2 4.6L8 1.8l2.8 2.8M3 8.4v5h10v-5" />,
  beliefs: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.8.6-.8 1.1v.4M8 11.4v.3" />
    </>
  ),
  'sign-out': <path d="M6.6 2.4H2.8v11.2h3.8M6.4 8h7M10.6 5.2L13.4 8l-2.8 2.8" />,
  size: (
    <>
      <path d="M2.4 2v11.6H14" />
      <path d="M4.8 2.6c.5 5.2 3 7.8 8.8 8.2" />
    </>
  ),
  tag: (
    <>
      <path d="M2.4 2.4h5.2l6 6-5.2 5.2-6-6z" />
      <circle cx="5.2" cy="5.2" r=".6" fill="currentColor" />
    </>
  ),
  sources: (
    <>
      <path d="M2 3.4l4 3M2 12.6l4-3M10 8h4M12 6l2 2-2 2" />
      <circle cx="7.8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  today: (
    <>
      <circle cx="8" cy="8" r="2.6" />
      <path d="M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6M3.5 3.5l1.1 1.1M11.4 11.4l1.1 1.1M3.5 12.5l1.1-1.1M11.4 4.6l1.1-1.1" />
    </>
  ),
  up: <path d="M8 13V3.4M4.4 7L8 3.4 11.6 7" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
