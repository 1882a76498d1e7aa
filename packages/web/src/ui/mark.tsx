import './mark.css';

/** Where the eleven seeds of the mark end. */
const tips = [
  [11, 2.6],
  [14.7, 3.59],
  [18.4, 10],
  [17.41, 13.7],
  [14.7, 16.41],
  [11, 17.4],
  [7.3, 16.41],
  [4.59, 13.7],
  [3.6, 10],
  [4.59, 6.3],
  [7.3, 3.59],
] as const;

/** The mark of Dandelion: a seed head and one seed in gold. Its name stands beside it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="11" cy="10" r="1.7" />
      <path
        strokeWidth="1"
        d="M11 7.60L11 2.60M12.20 7.92L14.70 3.59M13.40 10L18.40 10M13.08 11.20L17.41 13.70M12.20 12.08L14.70 16.41M11 12.40L11 17.40M9.80 12.08L7.30 16.41M8.92 11.20L4.59 13.70M8.60 10L3.60 10M8.92 8.80L4.59 6.30M9.80 7.92L7.30 3.59"
      />
      {tips.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="1.25" />
      ))}
      <path strokeWidth="1.3" strokeLinecap="round" d="M11 12.5v9.5" />
      <circle className="mark-seed" cx="20.6" cy="4.2" r="2.2" />
    </svg>
  );
}
